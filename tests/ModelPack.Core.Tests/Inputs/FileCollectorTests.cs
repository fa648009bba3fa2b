using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Inputs;

public sealed class FileCollectorTests
{
    [Fact]
    public void FilesKeepTheirPathBelowTheProject()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "a/model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Prompt, "prompts/system prompt é.md", "Be brief.", ("Role", "system"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(["a/model.onnx", "prompts/system prompt é.md"], manifest.Files.Select(file => file.Path));
        Assert.Equal(["weights", "prompt"], manifest.Files.Select(file => file.Role));
        Assert.Equal("system", Assert.Single(manifest.Prompts!).Role);
        Assert.Equal(ModelDigest.Compute(manifest.Files), manifest.Digest);
    }

    [Fact]
    public void LinkSaysWhereAFileFromOutsideGoes()
    {
        using TestProject project = new();
        project.Folder.Write("trained/m.onnx", TinyModels.Add());
        project.Include(ModelItemKind.Weights, "../trained/m.onnx", ("Link", "models/m.onnx"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal("models/m.onnx", Assert.Single(manifest.Files).Path);
    }

    [Fact]
    public void AFileFromOutsideGoesToTheTopByItsName()
    {
        using TestProject project = new();
        project.Folder.Write("trained/m.onnx", TinyModels.Add());
        project.Include(ModelItemKind.Weights, "../trained/m.onnx");

        Assert.Equal("m.onnx", Assert.Single(project.BuildManifest().Files).Path);
    }

    [Fact]
    public void ExternalDataIsPackedWithItsModel()
    {
        using TestProject project = new();
        TinyModels.MatMul(2).WriteTo(project.Folder, "p/sub/model.onnx");
        project.Include(ModelItemKind.Weights, "sub/model.onnx");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(["sub/bias.bin", "sub/model.onnx", "sub/weights.bin"], manifest.Files.Select(file => file.Path));
        Assert.All(manifest.Files, file => Assert.True(file.Materialize));
        Assert.Single(manifest.Models);
    }

    [Fact]
    public void WhatTheProjectIncludesWinsOverADefaultItem()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "config.json", "{}", (ModelItem.DefaultMarker, "true"));
        project.Include(ModelItemKind.Retrieval, "config.json");

        Assert.Equal("retrieval", Assert.Single(project.BuildManifest().Files).Role);
    }

    [Fact]
    public void AnItemAddsMetadataToTheDefaultItemOfItsFile()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "a.onnx", TinyModels.Add(), (ModelItem.DefaultMarker, "true"));
        project.Add(ModelItemKind.Weights, "b.onnx", TinyModels.Add(2), (ModelItem.DefaultMarker, "true"));
        project.Include(ModelItemKind.Weights, "b.onnx", ("Primary", "true"), ("Role", "encoder"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal("b.onnx", manifest.PrimaryModel!.File);
        Assert.Equal("encoder", manifest.PrimaryModel.Role);
    }

    [Fact]
    public void EvaluationDataThatIsSensitiveIsDigestedButNotPacked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Evaluation, "evaluation/patients.csv", "a,b\n", ("Sensitivity", "personal"));
        project.Add(ModelItemKind.Evaluation, "evaluation/open.csv", "a,b\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal("evaluation/open.csv", Assert.Single(manifest.Files).Path);
        Assert.Equal([(true, null), (false, "personal")], manifest.Evaluation!.Select(document => (document.Packed, document.Sensitivity)));
    }

    [Theory]
    [InlineData("gone.onnx", DiagnosticCodes.FileNotFound)]
    [InlineData("folder", DiagnosticCodes.DirectoryInsteadOfFile)]
    [InlineData("empty.onnx", DiagnosticCodes.ModelEmpty)]
    [InlineData("text.onnx", DiagnosticCodes.ModelIsText)]
    [InlineData("pointer.onnx", DiagnosticCodes.GitLfsPointer)]
    [InlineData("cut.onnx", DiagnosticCodes.ModelTruncated)]
    public void BadWeightsAreOneErrorThatNamesTheFile(string name, string code)
    {
        using TestProject project = new();
        Directory.CreateDirectory(project.Folder["p/folder"]);
        project.Folder.Write("p/empty.onnx", "");
        project.Folder.Write("p/text.onnx", "These are not the weights that you are looking for.\n");
        project.Folder.Write("p/pointer.onnx", Pointer);
        project.Folder.Write("p/cut.onnx", TinyModels.Add()[..^20]);
        project.Include(ModelItemKind.Weights, name);

        Problem problem = project.BuildError();

        Assert.Equal(code, problem.Code);
        Assert.Equal(project.Folder["p/" + name], problem.File);
        Assert.False(File.Exists(project.State.Manifest));
    }

    [Fact]
    public void ALargeFileStoragePointerIsFoundAmongOtherFilesToo()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Tokenizer, "tokenizer.json", Pointer);

        Assert.Equal(DiagnosticCodes.GitLfsPointer, project.BuildError().Code);
    }

    [Fact]
    public void APipeIsRefusedInsteadOfBlocking()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among files.");
        using TestProject project = new();
        using (System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", [project.Folder["p/pipe.onnx"]]))
        {
            process.WaitForExit();
        }

        project.Include(ModelItemKind.Weights, "pipe.onnx");

        Assert.Equal(DiagnosticCodes.UnreadableFile, project.BuildError().Code);
    }

    [Fact]
    public void TwoFilesCannotHaveOnePath()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "a/config.json", "{}", ("Link", "config.json"));
        project.Add(ModelItemKind.Config, "b/config.json", "{}", ("Link", "config.json"));

        Assert.Equal(DiagnosticCodes.TwoItemsOneTarget, project.BuildError().Code);
    }

    [Fact]
    public void AFileCannotLieWhereAFolderIsNeeded()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "a", "{}");
        project.Add(ModelItemKind.Config, "b", "{}", ("Link", "a/b"));

        Assert.Equal(DiagnosticCodes.TwoItemsOneTarget, project.BuildError().Code);
    }

    [Fact]
    public void PathsThatDifferOnlyInCaseAreAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "x/Config.json", "{}", ("Link", "Config.json"));
        project.Add(ModelItemKind.Config, "y/config.json", "{}", ("Link", "config.json"));

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.CaseClash, problem.Code);
        Assert.Contains("Config.json", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:b.txt")]
    [InlineData("con.txt")]
    [InlineData("sub/NUL")]
    [InlineData("what?.txt")]
    [InlineData("ends with dot.")]
    [InlineData("COM¹.log")]
    public void NamesThatWindowsCannotHoldAreAnError(string link)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "x.txt", "{}", ("Link", link));

        Assert.Equal(DiagnosticCodes.UnportableName, project.BuildError().Code);
    }

    [Theory]
    [InlineData("../out.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("./a")]
    public void LinkMustStayInThePackage(string link)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "x.txt", "{}", ("Link", link));

        Assert.Equal(DiagnosticCodes.BadTargetPath, project.BuildError().Code);
    }

    [Fact]
    public void OneFileUnderTwoItemTypesIsAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "x.json", "{}");
        project.Include(ModelItemKind.Prompt, "x.json");

        Assert.Equal(DiagnosticCodes.TwoKinds, project.BuildError().Code);
    }

    [Fact]
    public void MetadataThatIsNoBooleanIsAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "x.json", "{}", ("Pack", "maybe"));

        Assert.Equal(DiagnosticCodes.BadMetadata, project.BuildError().Code);
    }

    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
}
