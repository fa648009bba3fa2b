using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.RuntimeFolders;

public sealed class GenAiFolderTests
{
    private const string Config = """
        {"model":{"type":"x","decoder":{"filename":"decoder.onnx","inputs":{"filename":"no-file"},"pipeline":[{"a":{"filename":"parts/a.onnx"}}]},"vision":{"config_filename":"vision.json"}},"search":{"filename":"no-file"}}
        """;

    [Fact]
    public void AFolderWithAllThatItsConfigurationNamesIsPacked()
    {
        using TestProject project = Folder();

        Assert.Equal(4, project.BuildManifest().Files.Count);
    }

    [Theory]
    [InlineData("chat/decoder.onnx", "decoder.onnx", "model.decoder.filename")]
    [InlineData("chat/parts/a.onnx", "parts/a.onnx", "model.decoder.pipeline[0].a.filename")]
    [InlineData("chat/vision.json", "vision.json", "model.vision.config_filename")]
    public void AMissingFileIsNamedWithItsPlace(string removed, string name, string place)
    {
        using TestProject project = Folder();
        project.Remove(removed);

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.GenAiFileMissing, problem.Code);
        Assert.Contains($"'chat/genai_config.json' names '{name}' ({place})", problem.Message, StringComparison.Ordinal);
        Assert.Equal(project.Folder["p/chat/genai_config.json"], problem.File);
    }

    [Fact]
    public void EveryThirdPartyFolderIsComplete()
    {
        foreach (string config in TestData.Index().Select(row => row["path"]).Where(path => path.EndsWith("/genai_config.json", StringComparison.Ordinal)))
        {
            string folder = Path.GetDirectoryName(TestData.Get(config))!;
            using TestProject project = new();
            foreach (string file in Directory.GetFiles(folder))
            {
                string name = Path.GetFileName(file);
                ModelItemKind kind = Path.GetExtension(file) == ".onnx" ? ModelItemKind.Weights : name.Contains("config", StringComparison.Ordinal) ? ModelItemKind.Config : ModelItemKind.Tokenizer;
                project.Add(kind, name, File.ReadAllBytes(file));
            }

            Assert.NotEmpty(project.BuildManifest().Models);
            string model = Directory.GetFiles(folder, "*.onnx")[0];
            project.Remove(Path.GetFileName(model));
            Assert.Equal(DiagnosticCodes.GenAiFileMissing, project.BuildError().Code);
        }
    }

    private static TestProject Folder()
    {
        TestProject project = new();
        project.Add(ModelItemKind.Config, "chat/genai_config.json", Config);
        project.Add(ModelItemKind.Config, "chat/vision.json", "{}");
        project.Add(ModelItemKind.Weights, "chat/decoder.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Weights, "chat/parts/a.onnx", TinyModels.Add());
        return project;
    }
}
