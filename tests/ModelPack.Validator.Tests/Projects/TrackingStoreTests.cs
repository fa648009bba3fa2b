using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;

namespace ModelPack.Validator.Tests.Projects;

/// <summary>Tracking databases, read by the child.</summary>
public sealed class TrackingStoreTests
{
    [Fact]
    public void ARunAndWhereItIsRegisteredAreRead()
    {
        using RealProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/db/wineq-stages-alembic-a8c4a736bde6/mlflow.db"), ("Model", "ElasticNetWineModel/2"));

        ModelBuildResult result = project.Build();

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        ModelManifest manifest = ModelManifest.Load(project.Folder["p/obj/modelpack/modelpack.json"]);
        Assert.Equal(("MLflow", "60cc21a399cc45019c604a6b926cfbf6", "FINISHED"), (manifest.Lineage![0].Kind, manifest.Lineage[0].Run, manifest.Lineage[0].Status));
        Assert.Equal(("ElasticNetWineModel", "2", "Production"), (manifest.Registry![0].Name, manifest.Registry[0].Version, manifest.Registry[0].Stages![0]));
        Assert.NotEmpty(manifest.Metrics!);
        Assert.Contains("alpha", manifest.Configuration!.Hyperparameters!.Keys);
        Assert.Equal(64, manifest.Lineage[0].Sha256!.Length);
    }

    [Theory]
    [InlineData("Run", "gone")]
    [InlineData("Model", "gone/1")]
    public void WhatIsAskedForAndNotThereIsAnErrorThatTellsWhatThereIs(string metadata, string value)
    {
        using RealProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/db/wineq-stages-alembic-a8c4a736bde6/mlflow.db"), (metadata, value));

        Problem problem = project.Fail();

        Assert.Equal(DiagnosticCodes.RunNotFound, problem.Code);
        Assert.Contains(metadata == "Run" ? "Set Run to one of '" : "ElasticNetWineModel/1", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SQLite format 3\0")]
    public void ADamagedDatabaseIsAnError(string text)
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Lineage, "mlflow.db", text);

        Problem problem = project.Fail();

        Assert.Equal(DiagnosticCodes.TrackingStore, problem.Code);
        Assert.Contains("no SQLite database", problem.Message, StringComparison.Ordinal);
    }
}
