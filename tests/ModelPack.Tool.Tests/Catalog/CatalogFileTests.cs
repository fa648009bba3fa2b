using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Catalog;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Records;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Catalog;
using NuGet.Versioning;

namespace ModelPack.Tool.Tests.Catalog;

[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The statements are the tests' own.")]
public sealed class CatalogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder["catalog.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EverythingIsInItsTable()
    {
        AliasHistory alias = AliasHistory.Begin("Contoso.A", "Production").Append(1, new PromotionRecord
        {
            Action = PromotionActions.Promote,
            Model = new RecordSubject { Id = "Contoso.A", Version = "1.0.0", Digest = "sha256:1" },
            Actor = new RecordActor { Name = "Ann", Source = "git" },
            Time = new DateTimeOffset(2026, 5, 1, 14, 0, 0, TimeSpan.FromHours(2)),
            Reason = "Better.",
        });
        CatalogModel model = Model("Contoso.A", ["1.0.0", "1.1.0"]) with
        {
            Records = new ModelRecords(
                [new AliasState(alias, new Dictionary<int, DateTimeOffset>(), [])],
                [],
                [new RevocationRecord { Sequence = 1, Subject = new RecordSubject { Id = "Contoso.A", Version = "1.0.0", Digest = "d" }, Actor = new RecordActor { Name = "Eve" }, Reason = "Leaks." }],
                [new DeploymentRecord { Sequence = 1, Model = new RecordSubject { Id = "Contoso.A", Version = "1.0.0", Digest = "d" }, Service = "shop", Actor = new RecordActor { Name = "ci" } }],
                []),
        };

        CatalogChanges changes = Write(model);

        Assert.Equal(new CatalogChanges(2, 0, 0), changes);
        Assert.Equal("0.9", Ask("SELECT value FROM metrics JOIN versions ON versions.id = version_id WHERE name = 'accuracy' AND version = '1.0.0'"));
        Assert.Equal("3", Ask("SELECT sum(value) FROM hyperparameters WHERE name = 'epochs' AND version_id = 1"));
        Assert.Equal("adam", Ask("SELECT value FROM hyperparameters WHERE name = 'optimizer.name' AND version_id = 1"));
        Assert.Equal("2026-05", Ask("SELECT version FROM datasets WHERE name = 'reviews'"));
        Assert.Equal("12", Ask("SELECT size FROM files WHERE path = 'model.onnx'"));
        Assert.Equal("2026-05-01T12:00:00Z|Ann|Better.", Ask("SELECT time || '|' || actor || '|' || reason FROM promotions WHERE stage = 'Production'"));
        Assert.Equal("Leaks.", Ask("SELECT reason FROM revocations"));
        Assert.Equal("shop", Ask("SELECT service FROM deployments"));
        Assert.Equal("1.1.0", Ask("SELECT json_extract(manifest, '$.version') FROM versions ORDER BY sort DESC LIMIT 1"));
    }

    [Fact]
    public void ASecondRunAddsWhatIsNewAndTakesWhatIsGone()
    {
        Write(Model("Contoso.A", ["1.0.0", "1.1.0"]), Model("Contoso.B", ["1.0.0"]));
        string rows = Ask("SELECT group_concat(rowid) FROM metrics");

        CatalogChanges same = Write(Model("Contoso.A", ["1.0.0", "1.1.0"]), Model("Contoso.B", ["1.0.0"]));
        string sameRows = Ask("SELECT group_concat(rowid) FROM metrics");
        CatalogChanges other = Write([Model("Contoso.A", ["1.1.0", "1.2.0"])], [("Contoso.B", ["contoso"])]);

        Assert.Equal(default, same);
        Assert.Equal(new CatalogChanges(1, 0, 2), other);
        Assert.Equal(rows, sameRows);
        Assert.Equal("1.1.0,1.2.0", Ask("SELECT group_concat(version) FROM (SELECT version FROM versions ORDER BY sort)"));
        Assert.Equal("2", Ask("SELECT count(*) FROM metrics WHERE name = 'accuracy'"));
    }

    [Fact]
    public void ARunOfSomeModelsLeavesTheOthers()
    {
        Write(Model("Contoso.A", ["1.0.0"]), Model("Contoso.B", ["1.0.0"]));

        Write([Model("Contoso.A", ["1.1.0"])], []);

        Assert.Equal("Contoso.A 1.1.0,Contoso.B 1.0.0", Ask("SELECT group_concat(package_id || ' ' || version) FROM (SELECT * FROM versions JOIN models ON models.id = model_id ORDER BY package_id)"));
    }

    [Fact]
    public void ASourceThatDidNotAnswerTakesNothingAway()
    {
        Write(Model("Contoso.A", ["1.0.0", "1.1.0"]));
        CatalogModel partial = Model("Contoso.A", ["1.1.0"]);

        Write(partial with { History = partial.History with { Answered = [] } });

        Assert.Equal("2", Ask("SELECT count(*) FROM versions"));
    }

    [Fact]
    public void WhatAnotherSourceHasStays()
    {
        Write(Model("Contoso.A", ["1.0.0", "1.2.0"]), Model("Contoso.B", ["1.0.0"]));

        CatalogChanges changes = Write([Model("Contoso.A", ["1.1.0", "1.2.0"], "other")], [("Contoso.B", ["other"])]);
        string all = Ask("SELECT group_concat(version || ' ' || sources, ', ') FROM (SELECT version, sources FROM versions WHERE model_id = 1 ORDER BY sort)");
        CatalogChanges gone = Write([], [("Contoso.A", ["contoso"]), ("Contoso.B", ["contoso"])]);

        Assert.Equal(new CatalogChanges(1, 1, 0), changes);
        Assert.Equal("1.0.0 contoso, 1.1.0 other, 1.2.0 contoso other", all);
        Assert.Equal(new CatalogChanges(0, 1, 2), gone);
        Assert.Equal("1.1.0 other, 1.2.0 other", Ask("SELECT group_concat(version || ' ' || sources, ', ') FROM (SELECT version, sources FROM versions ORDER BY sort)"));
        Assert.Equal("1", Ask("SELECT count(*) FROM models"));
    }

    [Fact]
    public void ARunThatEndsInTheMiddleLeavesTheFormerState()
    {
        Write(Model("Contoso.A", ["1.0.0"]));

        Assert.Throws<OperationCanceledException>(() => Write(Ending(Model("Contoso.A", ["2.0.0"])), []));

        Assert.Equal("1.0.0", Ask("SELECT group_concat(version) FROM versions"));
    }

    [Fact]
    public void AFirstRunThatEndsInTheMiddleLeavesNothing()
    {
        Assert.Throws<OperationCanceledException>(() => Write(Ending(Model("Contoso.A", ["1.0.0"])), []));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task OfTwoFirstRunsTheSecondIsToldToRunAgain()
    {
        ModelPackException refused = await Assert.ThrowsAsync<ModelPackException>(() => CatalogFile.Open(Database).WriteAsync(_ =>
        {
            Write(Model("Contoso.A", ["1.0.0"]));
            return Task.CompletedTask;
        }));

        Assert.Equal(FeedDiagnosticCodes.CatalogNotWritten, refused.Problem.Code);
        Assert.Contains("Run again", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", Ask("SELECT group_concat(version) FROM versions"));
        Assert.Equal([Database], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void WhatIsNoCatalogIsLeftAlone()
    {
        string text = _folder.Write("text.db", new string('x', 2000));
        string other = _folder["other.db"];
        Sql(other, "CREATE TABLE people (name TEXT)");
        string newer = _folder["newer.db"];
        Sql(newer, $"CREATE TABLE x (y); PRAGMA application_id = {CatalogSchema.ApplicationId}; PRAGMA user_version = 99");

        string older = _folder["older.db"];
        Sql(older, $"CREATE TABLE x (y); PRAGMA application_id = {CatalogSchema.ApplicationId}; PRAGMA user_version = {CatalogSchema.Version - 1}");

        foreach (string file in new[] { text, other, newer, older, _folder["no/such/folder/x.db"] })
        {
            byte[]? before = File.Exists(file) ? File.ReadAllBytes(file) : null;
            Problem problem = Assert.Throws<ModelPackException>(() => CatalogFile.Open(file)).Problem;
            Assert.Equal((FeedDiagnosticCodes.BadCatalog, ExitCodes.Usage), (problem.Code, ExitCodes.Of(problem)));
            Assert.Equal(before, File.Exists(file) ? File.ReadAllBytes(file) : null);
        }
    }

    [Fact]
    public void ACatalogThatSomethingElseWritesMayBeWrittenLater()
    {
        Write(Model("Contoso.A", ["1.0.0"]));
        using SqliteConnection connection = new($"Data Source={Database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();

        Problem problem = Assert.Throws<ModelPackException>(() => CatalogFile.Open(Database, patience: 1)).Problem;

        Assert.Equal((FeedDiagnosticCodes.CatalogNotWritten, ExitCodes.NotReachable), (problem.Code, ExitCodes.Of(problem)));
    }

    [Fact]
    public void WhatWasAttestedAndWhereItWasPromotedIsInTheTables()
    {
        AttestationRecord attestation = new()
        {
            Sequence = 4,
            Type = AttestationTypes.Evaluation,
            Subject = new RecordSubject { Id = "Contoso.A", Version = "1.0.0", Digest = "d" },
            Actor = new RecordActor { Name = "Bob" },
            Metrics = [new ModelMetric { Name = "accuracy", Value = 0.71, Dataset = "live" }],
            Validation = new AttestedValidation { Outcome = "matches", Hardware = "Tesla T4" },
            File = new AttachedFile { Name = "report.txt", Size = 4, Sha256 = "abc" },
        };
        AliasHistory alias = AliasHistory.Begin("Contoso.A", "Production").Append(1, new PromotionRecord
        {
            Action = PromotionActions.Promote,
            Model = new RecordSubject { Id = "Contoso.A", Version = "1.0.0", Digest = "sha256:1" },
            Actor = new RecordActor { Name = "Ann" },
        });
        CatalogModel model = Model("Contoso.A", ["1.0.0"]);
        ModelRecords Records(string source) => new([new AliasState(alias, new Dictionary<int, DateTimeOffset>(), [])], [new SignedAttestation(attestation, null)], [], [], [])
        {
            Sources = new Dictionary<string, IReadOnlyList<string>> { [alias.Newest.ComputeDigest()] = [source] },
        };

        Write(model with { Records = Records("my prod") });
        Write(model with { Records = Records("dev"), History = model.History with { Versions = [model.History.Versions[0] with { Tags = ["team", "nlp"] }] } });

        Assert.Equal("accuracy 0.71 live", Ask("SELECT name || ' ' || value || ' ' || dataset FROM attested_metrics JOIN attestations USING (model_id, record_digest) WHERE sequence = 4"));
        Assert.Equal("matches Tesla T4 report.txt 4 abc", Ask("SELECT outcome || ' ' || hardware || ' ' || file || ' ' || file_size || ' ' || file_sha256 FROM attestations"));
        Assert.Equal("1 1 dev my prod", Ask("SELECT (SELECT count(*) FROM attested_metrics) || ' ' || count(*) || ' ' || sources FROM promotions"));
        Assert.Equal("team nlp", Ask("SELECT tags FROM versions"));
    }

    private CatalogChanges Write(params IReadOnlyList<CatalogModel> models) => Write(models, []);

    private CatalogChanges Write(IEnumerable<CatalogModel> models, IReadOnlyList<(string Id, IReadOnlyList<string> Sources)> gone)
    {
        CatalogChanges changes = default;
        CatalogFile.Open(Database).WriteAsync(writer =>
        {
            foreach (CatalogModel model in models)
            {
                changes += writer.Write(model);
            }

            foreach ((string id, IReadOnlyList<string> sources) in gone)
            {
                changes += writer.Remove(id, sources);
            }

            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        return changes;
    }

    private string Ask(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static void Sql(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static CatalogModel Model(string id, string[] versions, string source = "contoso") => new(
        new ModelHistory(id, [.. versions.Select(version => Version(id, version, source))], [], ["accuracy"], [], []) { Answered = [source] }, new ModelRecords([], [], [], [], []) { Asked = [source] });

    private static ModelVersion Version(string id, string version, string source)
    {
        ModelManifest manifest = new()
        {
            Id = id,
            Version = version,
            Files = [new ModelFile { Path = "model.onnx", Role = "weights", Size = 12, Sha256 = new string('a', 64) }],
            Metrics = [new ModelMetric { Name = "accuracy", Value = 0.9 }, new ModelMetric { Name = "broken", Value = double.NaN }],
            Data = [new ModelDataset { Name = "reviews", Version = "2026-05" }],
            Configuration = new ModelConfiguration { Hyperparameters = new SortedDictionary<string, JsonElement> { ["epochs"] = JsonElement.Parse("3"), ["optimizer.name"] = JsonElement.Parse("\"adam\""), ["list"] = JsonElement.Parse("[1]") } },
        };
        return new ModelVersion { Version = new NuGetVersion(version), Sources = [source], Manifest = manifest, ManifestBytes = manifest.ToUtf8Bytes() };
    }

    /// <summary>Models whose reading ends with an interruption.</summary>
    private static IEnumerable<CatalogModel> Ending(CatalogModel first)
    {
        yield return first;
        throw new OperationCanceledException();
    }
}
