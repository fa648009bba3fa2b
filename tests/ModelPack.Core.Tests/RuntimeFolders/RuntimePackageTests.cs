using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.RuntimeFolders;

public sealed class RuntimePackageTests
{
    private const string Hash = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void APackageWithAllThatItNamesIsPacked()
    {
        using TestProject project = Package();

        Assert.Equal(7, project.BuildManifest().Files.Count);
    }

    [Theory]
    [InlineData("pkg/decoder/component.json", "components.decoder")]
    [InlineData("pkg/decoder/cpu/model.onnx", "model_file")]
    [InlineData("pkg/decoder/cpu/ort_info.json", "variants.cpu.executor_info.ort")]
    [InlineData("pkg/encoder/cuda/model.onnx", "components.encoder.variants.cuda.executor_info.ort.model_file")]
    [InlineData("pkg/shared_assets/sha256-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/weights.json", "session_options.session.model_external_initializers_file_folder_path")]
    public void AMissingFileIsNamedWithItsPlace(string removed, string place)
    {
        using TestProject project = Package();
        project.Remove(removed);

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.RuntimePackageFileMissing, problem.Code);
        Assert.Contains($"({place})", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema_version":"1.0","components":{}}""")]
    [InlineData("""{"schema_version":"1.0","components":["a"]}""")]
    [InlineData("""{"schema_version":"1.0","components":{"a":1}}""")]
    [InlineData("""{"schema_version":"1.0","components":{"a":{}}}""")]
    [InlineData("""{"schema_version":"1.0","components":{"a":{"variants":{"b":1}}}}""")]
    [InlineData("""{"schema_version":"1.0","components":{"a":"../elsewhere"}}""")]
    [InlineData("""{"schema_version":"1.0","layout":"installed","components":{"a":{"variants":{}}}}""")]
    public void AnUnusableManifestIsNamed(string manifest)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "manifest.json", manifest);

        Assert.Equal(DiagnosticCodes.RuntimePackageInvalid, project.BuildError().Code);
    }

    [Fact]
    public void AnotherProgramsManifestIsPackedUnseen()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "manifest.json", """{"name":"app","components":{"a":"nowhere"}}""");

        Assert.Single(project.BuildManifest().Files);
    }

    private static TestProject Package()
    {
        TestProject project = new();
        project.Add(ModelItemKind.Config, "pkg/manifest.json", """
            {"schema_version":"1.0","components":{"decoder":"decoder",
             "encoder":{"variants":{"cuda":{"variant_directory":"encoder/cuda","ep":"CUDAExecutionProvider","executor_info":{"ort":{"model_file":"model.onnx"},"other":{"file":"x"}}}}}}}
            """);
        project.Add(ModelItemKind.Config, "pkg/decoder/component.json", """{"variants":{"cpu":{"executor_info":{"ort":"ort_info.json"}}}}""");
        project.Add(ModelItemKind.Config, "pkg/decoder/cpu/ort_info.json", """{"model_file":"model.onnx","session_options":{"session.model_external_initializers_file_folder_path":"HASH"}}""".Replace("HASH", Hash, StringComparison.Ordinal));
        project.Add(ModelItemKind.Weights, "pkg/decoder/cpu/model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Weights, "pkg/encoder/cuda/model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Config, "pkg/encoder/cuda/notes.json", "{}");
        project.Add(ModelItemKind.Config, $"pkg/shared_assets/{Hash.Replace(':', '-')}/weights.json", "{}");
        return project;
    }
}
