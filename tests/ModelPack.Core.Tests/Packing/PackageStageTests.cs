using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Packing;

public sealed class PackageStageTests
{
    [Fact]
    public void APackageHasFilesManifestPropsAndReadme()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "sub/model.onnx", TinyModels.Add());
        project.Build();

        PackagePreparation preparation = project.Prepare();

        Assert.Null(preparation.Problem);
        Assert.Equal(
            ["README.md", "buildTransitive/net10.0/Contoso.Model.props", "modelpack/files/sub/model.onnx", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/sbom.cdx.json"],
            preparation.Files.Select(file => file.Folder + Path.GetFileName(file.FullPath)).Order(StringComparer.Ordinal));
        Assert.Equal(TinyModels.Add(), File.ReadAllBytes(project.Staged("modelpack/files/sub/model.onnx")));
    }

    [Fact]
    public void ASecondPreparationWritesNothing()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Build();
        project.Prepare();
        DateTime[] before = Times(project);

        project.Prepare();

        Assert.Equal(before, Times(project));
    }

    [Fact]
    public void WhatTheFormerPackageHadIsGone()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.Build();
        project.Prepare();
        project.Remove("labels.txt");
        project.Build();

        project.Prepare();

        Assert.False(File.Exists(project.Staged("modelpack/files/labels.txt")));
    }

    [Fact]
    public void AStagedFileThatWasTamperedWithIsCopiedAgain()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(1));
        project.Build();
        project.Prepare();
        File.WriteAllBytes(project.Staged("modelpack/files/model.onnx"), TinyModels.Add(2));

        project.Prepare();

        Assert.Equal(TinyModels.Add(1), File.ReadAllBytes(project.Staged("modelpack/files/model.onnx")));
    }

    [Fact]
    public void WithoutABuildThereIsNothingToPack()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());

        Assert.Equal(DiagnosticCodes.NothingBuilt, project.Prepare(noBuild: true).Problem!.Code);
    }

    [Theory]
    [InlineData(true, DiagnosticCodes.ChangedSinceBuild)]
    [InlineData(false, DiagnosticCodes.ChangedDuringPack)]
    public void AFileThatChangedSinceItsValidationIsNotPacked(bool noBuild, string code)
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(1));
        project.Build();
        File.WriteAllBytes(path, TinyModels.Add(2));

        Problem problem = project.Prepare(noBuild).Problem!;

        Assert.Equal((code, path), (problem.Code, problem.File));
    }

    [Fact]
    public void TheCardWithoutFrontMatterIsTheReadmeAndTheOriginalIsPacked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Card, "MODEL_CARD.md", "---\nlicense: mit\n---\n\n# Sentiment\n");
        project.Build();

        project.Prepare();

        Assert.Equal("# Sentiment\n", File.ReadAllText(project.Staged("README.md")));
        Assert.StartsWith("---", File.ReadAllText(project.Staged("modelpack/files/MODEL_CARD.md")), StringComparison.Ordinal);
        ModelManifest manifest = ModelManifest.Load(project.Staged("modelpack/modelpack.json"));
        Assert.Equal("MODEL_CARD.md", manifest.Card!.Path);
        Assert.Empty(manifest.Files);
    }

    [Fact]
    public void TheGeneratedReadmeTellsWhatTheModelIsAndHowToUseIt()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(symbolicBatch: true));
        project.Include(ModelItemKind.Metric, "accuracy", ("Value", "0.9"), ("Dataset", "mine"));
        project.Build();

        project.Prepare();

        string readme = File.ReadAllText(project.Staged("README.md"));
        Assert.Contains("<PackageReference Include=\"Contoso.Model\" Version=\"1.0.0\" />", readme, StringComparison.Ordinal);
        Assert.Contains("| accuracy | 0.9 | mine |", readme, StringComparison.Ordinal);
        Assert.Contains("| Input | `x` |", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void TheGeneratedReadmeTellsSeveralModelsApartAndListsWhatElseIsInThePackage()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "decoder.onnx", TinyModels.Add(1), ("Role", "decoder"));
        project.Add(ModelItemKind.Weights, "encoder.onnx", TinyModels.Add(2), ("Role", "encoder"));
        project.Add(ModelItemKind.Prompt, "prompts/system.md", "You are helpful.");
        project.Include(ModelItemKind.Endpoint, "chat", ("Provider", "Contoso"), ("Snapshot", "2024-08-06"));
        project.Build();

        project.Prepare();

        string readme = File.ReadAllText(project.Staged("README.md"));
        Assert.Contains("## `encoder.onnx`\n\nRole: encoder.\n", readme, StringComparison.Ordinal);
        Assert.Contains("| chat | Contoso | 2024-08-06 |  |", readme, StringComparison.Ordinal);
        Assert.Contains("| `prompts/system.md` | prompt | 16 bytes |", readme, StringComparison.Ordinal);
        Assert.Contains("model.GetFile(\"decoder.onnx\")", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void SourceDateEpochIsTheTimeOfManifestAndEntries()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Prompt, "p.txt", "x");
        project.Build();

        PackagePreparation preparation = project.Prepare(epoch: 1_700_000_000);

        Assert.Equal(1_700_000_000, preparation.Timestamp);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), ModelManifest.Load(project.Staged("modelpack/modelpack.json")).Created);
    }

    private static DateTime[] Times(TestProject project) =>
        [.. Directory.EnumerateFiles(Path.Combine(project.StateFolder, "package"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
}
