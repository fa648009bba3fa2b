using ModelPack.Core.Lineage;
using ModelPack.Core.Lineage.MLflow;
using ModelPack.Core.Lineage.Sqlite;
using ModelPack.Core.Tests.Fuzzing;

namespace ModelPack.Core.Tests.Lineage;

public sealed class MLflowDatabaseReaderTests
{
    private static readonly MLflowQuery Newest = new(null, null, null);

    [Fact]
    public void ADatabaseOfMLflow3IsRead()
    {
        MLflowSnapshot snapshot = MLflowDatabaseReader.Read(TestData.Get("lineage/mlflow/db/iris-alias-alembic-770bee3ae1dd/mlflow.db"), new MLflowQuery("logistic_regression", null, null));

        MLflowRun run = snapshot.Run!;
        Assert.Equal(("85f2ec88988e43f4a1eac9b9cd9cb78c", "Iris-Classification", "FINISHED", 1754748196013), (run.Id, run.Experiment, run.Status, run.Start));
        Assert.NotEmpty(run.Metrics);
        Assert.NotEmpty(run.Tags);
        MLflowVersion version = Assert.Single(snapshot.Versions);
        Assert.Equal(("logistic_regression", "1", "production"), (version.Name, version.Version, Assert.Single(version.Aliases)));
        Assert.Contains("m-b09d4313adb54b4899bf71211ea34160", run.Models);
    }

    [Fact]
    public void ADatabaseOfMLflow1WithoutAliasesIsRead()
    {
        string path = TestData.Get("lineage/mlflow/db/wineq-stages-alembic-a8c4a736bde6/mlflow.db");

        MLflowSnapshot newest = MLflowDatabaseReader.Read(path, Newest);
        MLflowSnapshot staged = MLflowDatabaseReader.Read(path, new MLflowQuery(null, null, "ElasticNetWineModel/2"));

        Assert.Equal(("79426de888864208b55f8f3edaba0ced", 5), (newest.Run!.Id, newest.Candidates));
        Assert.Equal(("60cc21a399cc45019c604a6b926cfbf6", "Production"), (staged.Run!.Id, staged.Versions[0].Stage));
        Assert.Contains("alpha", staged.Run.Params.Keys);
        Assert.All(staged.Run.Metrics, metric => Assert.True(double.IsFinite(metric.Value)));
    }

    [Fact]
    public void SmallPagesLongTextsAndAddedColumnsAreRead()
    {
        using TempFolder folder = new();

        MLflowRun run = MLflowDatabaseReader.Read(folder.Write("a.db", TrackingDatabases.Big), Newest).Run!;

        Assert.Equal(("first", new string('x', 5000) + "é", "0.1", null), (run.Name, run.Params["long"], run.Params["lr"], run.User));
        LoggedMetric loss = run.Metrics.Single(metric => metric.Key == "loss");
        Assert.Equal((300, 1.0, 1 / 300.0, 299), (loss.Count, loss.Maximum, loss.Value, loss.LastStep));
        Assert.Equal([double.PositiveInfinity, double.NaN, 7], run.Metrics.Where(metric => metric.Key != "loss").Select(metric => metric.Value));
    }

    [Fact]
    public void TextsInUtf16AreRead()
    {
        using TempFolder folder = new();

        MLflowRun run = MLflowDatabaseReader.Read(folder.Write("a.db", TrackingDatabases.Utf16), Newest).Run!;

        Assert.Equal(("größe", "0.1"), (run.Name, run.Params["lr"]));
    }

    [Fact]
    public void WhatIsInTheLogCounts()
    {
        using TempFolder folder = new();
        string path = folder.Write("a.db", TrackingDatabases.Logged);

        Assert.Equal("old", MLflowDatabaseReader.Read(path, Newest).Run!.Name);

        folder.Write("a.db-wal", TrackingDatabases.Log);

        Assert.Equal(("new", "0.5"), (MLflowDatabaseReader.Read(path, Newest).Run!.Name, MLflowDatabaseReader.Read(path, Newest).Run!.Params["lr"]));

        // A frame that is not whole was never committed.
        folder.Write("a.db-wal", TrackingDatabases.Log[..^10]);

        Assert.Equal("old", MLflowDatabaseReader.Read(path, Newest).Run!.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(600)]
    public void WhatIsCutShortIsNoDatabase(int length)
    {
        using TempFolder folder = new();
        string path = folder.Write("a.db", TrackingDatabases.Big[..length]);

        Assert.Throws<SqliteException>(() => MLflowDatabaseReader.Read(path, Newest));
    }

    [Fact]
    public void DamageIsToldAndNeverCrashesOrHangs() => Soak.Run(
        "a.db",
        [TrackingDatabases.Big, TrackingDatabases.Utf16],
        Mutant.Of,
        path =>
        {
            try
            {
                MLflowDatabaseReader.Read(path, Newest);
            }
            catch (MLflowNotFoundException)
            {
                // Told: the mutant has no such run any more.
            }
        },
        typeof(SqliteException));
}
