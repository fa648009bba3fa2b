using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Projects;

public sealed class ModelBuildTests
{
    [Fact]
    public void ASecondBuildWithNothingChangedDoesNothing()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.BuildManifest();

        Assert.True(project.Build().UpToDate);
    }

    [Fact]
    public void AFileThatIsReplacedByAnOlderOneOfEqualSizeIsNoticed()
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(1));
        string before = project.BuildManifest().Digest;
        DateTime time = File.GetLastWriteTimeUtc(path);
        string other = project.Folder.Write("other.onnx", TinyModels.Add(2));
        File.SetLastWriteTimeUtc(other, time);

        File.Move(other, path, overwrite: true);

        Assert.NotEqual(before, project.BuildManifest().Digest);
    }

    [Fact]
    public void AFailedBuildIsRepeated()
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Weights, "model.onnx", "");

        project.BuildError();
        project.BuildError();
        File.WriteAllBytes(path, TinyModels.Add());

        project.BuildManifest();
    }

    [Fact]
    public void AnItemThatIsGoneIsGoneFromTheManifest()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.BuildManifest();

        project.Remove("labels.txt");

        Assert.Equal(["model.onnx"], project.BuildManifest().Files.Select(file => file.Path));
    }

    [Fact]
    public void PrimaryIsTheModelNamedModelWhereThereAreSeveral()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(1));
        project.Add(ModelItemKind.Weights, "other.onnx", TinyModels.Add(2));

        Assert.Equal("model.onnx", project.BuildManifest().PrimaryModel!.File);
    }

    [Fact]
    public void NoneIsPrimaryWhereNothingSaysWhich()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "a.onnx", TinyModels.Add(1));
        project.Add(ModelItemKind.Weights, "b.onnx", TinyModels.Add(2));

        Assert.Null(project.BuildManifest().PrimaryModel);
    }

    [Fact]
    public void TwoPrimaryModelsAreAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "a.onnx", TinyModels.Add(1), ("Primary", "true"));
        project.Add(ModelItemKind.Weights, "b.onnx", TinyModels.Add(2), ("Primary", "true"));

        Assert.Equal(DiagnosticCodes.TwoPrimaries, project.BuildError().Code);
    }

    [Fact]
    public void ASampleThatCouldBeForSeveralModelsIsAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "a.onnx", TinyModels.Add(1));
        project.Add(ModelItemKind.Weights, "b.onnx", TinyModels.Add(2));
        project.Add(ModelItemKind.Sample, "samples/one.json", "{}");

        Assert.Equal(DiagnosticCodes.SampleWithoutModel, project.BuildError().Code);
    }

    [Fact]
    public void ARuntimeThatIsNotRestoredIsAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        ModelProject plain = project.ToProject();

        ModelBuildResult result = ModelBuild.Run(
            new ModelProject { ProjectFile = plain.ProjectFile, StateFolder = plain.StateFolder, Id = plain.Id, Version = "1.0.0", Items = plain.Items, OnnxRuntimes = [new OnnxRuntimePackage("1.31.1", null)] },
            TestContext.Current.CancellationToken);

        Assert.Equal(DiagnosticCodes.RuntimeNotRestored, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void APackageThatWouldHoldNothingIsAWarning()
    {
        using TestProject project = new();

        ModelBuildResult result = project.Build();

        Assert.True(result.Succeeded);
        Assert.Equal((DiagnosticCodes.EmptyPackage, ProblemSeverity.Warning), Assert.Single(result.Problems.Select(problem => (problem.Code, problem.Severity))));
    }

    [Fact]
    public void APackageWithoutWeightsIsAModel()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Prompt, "prompts/system.md", "Be kind.");
        project.Include(ModelItemKind.Endpoint, "gpt", ("Provider", "Contoso"), ("Snapshot", "2026-05-01"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Empty(manifest.Models);
        Assert.Equal("2026-05-01", Assert.Single(manifest.Endpoints!).Snapshot);
    }

    [Theory]
    [InlineData("1.0", "1.0.0")]
    [InlineData("01.2.3.0", "1.2.3")]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3-beta.1+sha", "1.2.3-beta.1")]
    [InlineData("abc", null)]
    public void VersionsAreNormalizedAsNuGetDoes(string version, string? normalized) => Assert.Equal(normalized, PackageVersions.Normalize(version));
}
