using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class FactMergeTests
{
    [Fact]
    public void AContradictionIsOneWarningThatNamesBothSources()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "a/params.yaml", "lr: 0.1\nepochs: 3\nsame: '5'\n");
        project.Add(ModelItemKind.Lineage, "b/params.json", """{ "lr": 0.2, "epochs": 4, "same": 5.0 }""");

        ModelManifest manifest = project.BuildManifest();

        Problem problem = Assert.Single(project.LineageProblems);
        Assert.Equal((DiagnosticCodes.LineageContradiction, ProblemSeverity.Warning), (problem.Code, problem.Severity));
        Assert.All(["'a/params.yaml'", "'b/params.json'", "0.1", "0.2", "'epochs'"], text => Assert.Contains(text, problem.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("'same'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0.1, manifest.Configuration!.Hyperparameters!["lr"].GetDouble());
    }

    [Fact]
    public void WhatTheProjectSaysWinsAndTheContradictionIsTold()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.yaml", "lr: 0.1\n");
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "f1": 0.5 }""");
        project.Include(ModelItemKind.Hyperparameter, "lr", ("Value", "0.3"));
        project.Include(ModelItemKind.Metric, "f1", ("Value", "0.6"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal([DiagnosticCodes.LineageContradiction, DiagnosticCodes.LineageContradiction], project.LineageProblems.Select(problem => problem.Code));
        Assert.Equal((0.3, 0.6), (manifest.Configuration!.Hyperparameters!["lr"].GetDouble(), manifest.Metrics![0].Value));
    }

    [Fact]
    public void AContradictionIsAnErrorWhereLineageIsStrict()
    {
        using TestProject project = new() { Lineage = new() { Strict = true } };
        project.Add(ModelItemKind.Lineage, "params.yaml", "lr: 0.1\n");
        project.Include(ModelItemKind.Hyperparameter, "lr", ("Value", "0.3"));

        Assert.Equal(DiagnosticCodes.LineageContradiction, project.BuildError().Code);
    }

    [Fact]
    public void TheManifestTellsWhereEachFactCameFrom()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "f1": 0.5 }""");
        project.Add(ModelItemKind.Lineage, "params.json", """{ "lr": 1 }""");
        project.Add(ModelItemKind.Lineage, "x/params.yaml", "lr: 1\ndepth: 2\n");
        project.Include(ModelItemKind.Hyperparameter, "own", ("Value", "x"));

        Assert.Equal(
            ["metrics.json: metrics", "params.json: configuration.hyperparameters/lr", "x/params.yaml: configuration.hyperparameters/depth"],
            project.BuildManifest().Lineage!.Select(source => $"{source.File}: {string.Join(", ", source.Facts!)}"));
    }

    [Theory]
    [InlineData("Code")]
    [InlineData("Data")]
    [InlineData("Configuration")]
    [InlineData("Metrics")]
    [InlineData("Environment")]
    [InlineData("author")]
    public void AMissingSectionThatIsRequiredIsAnErrorThatSaysHowToSupplyIt(string section)
    {
        using TestProject project = new() { Lineage = new() { Required = [section] } };
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.RequiredLineage, problem.Code);
        Assert.Contains(section, problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void AllAsksForEverySection()
    {
        using TestProject project = new() { Lineage = new() { Required = ["All"] } };
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");

        Assert.Equal(6, project.Build().Problems.Count(problem => problem.Code == DiagnosticCodes.RequiredLineage));
    }

    [Fact]
    public void WhatIsThereSatisfiesWhatIsRequired()
    {
        using TestProject project = new() { Lineage = new() { Required = ["Data", "Configuration", "Metrics"] } };
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "f1": 0.5 }""");
        project.Add(ModelItemKind.Lineage, "params.json", """{ "lr": 1 }""");
        project.Include(ModelItemKind.Dataset, "reviews", ("Version", "1"));

        project.BuildManifest();
    }

    [Fact]
    public void AnUnknownSectionIsAnError()
    {
        using TestProject project = new() { Lineage = new() { Required = ["Metric"] } };
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");

        Assert.Equal(DiagnosticCodes.BadMetadata, project.BuildError().Code);
    }
}
