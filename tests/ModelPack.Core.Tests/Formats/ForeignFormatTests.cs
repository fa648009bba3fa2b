using System.IO.Compression;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Formats;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Core.Tests.Tokenizers;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Formats;

public sealed class ForeignFormatTests : IDisposable
{
    private static readonly byte[] Pickle = [0x80, 4, 0x95, 13, 0, 0, 0, 0, 0, 0, 0, 0x8c, 2, .. "os"u8, 0x94, 0x8c, 6, .. "system"u8, 0x94, 0x93, (byte)'.'];

    private readonly TempFolder _folder = new();

    public static TheoryData<ForeignFormat, string, byte[]> Files => new()
    {
        { ForeignFormat.Pickle, "a.pkl", [0x80, 4, 0x95, 13, 0, 0, 0, 0, 0, 0, 0, 0x8c, 2, .. "os"u8, 0x94, (byte)'.'] },
        { ForeignFormat.Pickle, "pytorch_model.bin", [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xe9, 3, (byte)'.'] },
        { ForeignFormat.Pickle, "a.bin", Encoding.ASCII.GetBytes("cos\nsystem\n(S'true'\ntR.") },
        { ForeignFormat.Pickle, "a.bin", Encoding.ASCII.GetBytes("ccopy_reg\n_reconstructor\np0\n(c__main__\nA\np1\nc__builtin__\nobject\np2\nNtp3\nRp4\n.") },
        { ForeignFormat.Pickle, "a.bin", Encoding.ASCII.GetBytes("S'x'\n0cos\nsystem\n(S'true'\ntR.") },
        { ForeignFormat.Pickle, "a.txt", Encoding.ASCII.GetBytes("cos\nsystem\n(S'true'\ntR.\nand more") },
        { ForeignFormat.Pickle, "text.pickle", "S'x'\n."u8.ToArray() },
        { ForeignFormat.PyTorch, "old.pth", [1, 2, 3] },
        { ForeignFormat.Pickle, "a.joblib", [0x78, 0x9c, 1, 2, 3, 4] },
        { ForeignFormat.Pickle, "a.pkl", [0x1f, 0x8b, 8, 0, 0, 0] },
        { ForeignFormat.PyTorch, "a.pt", ZipFiles.Stored(("archive/data.pkl", Pickle), ("archive/version", "3\n"u8.ToArray())) },
        { ForeignFormat.PyTorch, "a.bin", ZipFiles.Make(CompressionLevel.Optimal, ("x/code/a.py", []), ("x/data.pkl", new byte[2000])) },
        { ForeignFormat.NumpyObjects, "a.npy", ZipFiles.Npy("'|O'") },
        { ForeignFormat.NumpyObjects, "a.npz", ZipFiles.Stored(("x.npy", ZipFiles.Npy("'<f8'")), ("y.npy", ZipFiles.Npy("[('a', '|O')]"))) },
        { ForeignFormat.NumpyObjects, "a.npz", ZipFiles.Stored(("x.npy", [1, 2, 3])) },
        { ForeignFormat.NumpyCompressed, "a.npz", ZipFiles.Make(CompressionLevel.Optimal, ("x.npy", ZipFiles.Npy("'<f8'"))) },
        { ForeignFormat.None, "a.npz", ZipFiles.Stored(("x.npy", ZipFiles.Npy("'<f8'"))) },
        { ForeignFormat.None, "a.npy", ZipFiles.Npy("'<f8'") },
        { ForeignFormat.Keras, "a.keras", ZipFiles.Stored(("config.json", "{}"u8.ToArray()), ("model.weights.h5", [1])) },
        { ForeignFormat.Keras, "a.h5", [0x89, .. "HDF\r\n\x1a\n"u8, 0, 0] },
        { ForeignFormat.TensorFlow, "a.pb", new ProtoWriter().Message(1, new ProtoWriter().Text(1, "x").Text(2, "Placeholder")).ToArray() },
        { ForeignFormat.TensorFlow, "saved_model.pb", new ProtoWriter().Varint(1, 1).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Text(4, "serve"))).ToArray() },
        { ForeignFormat.MlNet, "a.zip", ZipFiles.Stored((@"TrainingInfo\Version.txt", [1]), (@"Model.key", [1])) },
        { ForeignFormat.Archive, "a.zip", ZipFiles.Stored(("model.onnx", [1])) },
        { ForeignFormat.Archive, "a.zip", [.. "PK\x03\x04"u8, 1, 2] },
        { ForeignFormat.Archive, "a.tar", [.. new byte[257], .. "ustar"u8, .. new byte[250]] },
        { ForeignFormat.None, "a.onnx", TinyModels.Add() },
        { ForeignFormat.None, "onnx.pt", TinyModels.Add() },
        { ForeignFormat.None, "aside.md", Encoding.ASCII.GetBytes("(see.\n" + new string('x', 5000)) },
        { ForeignFormat.None, "prompt.md", "I am a model.\nSay so.\nPlease.\nbase\n."u8.ToArray() },
        { ForeignFormat.None, "labels.txt", "cat\ncow\ncub\ncab\ntub\n"u8.ToArray() },
        { ForeignFormat.None, "a.model", TokenizerCheckTests.SentencePiece(("<unk>", 2), ("a", 1)) },
        { ForeignFormat.None, "weights.bin", [0x80, 2, 0x3f, 0x3f, 0, 0, 0, 0] },
        { ForeignFormat.None, "empty", [] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void FormatsAreToldByContent(ForeignFormat format, string name, byte[] content)
    {
        string path = _folder.Write(name, content);

        Assert.Equal(format, ForeignFormats.Detect(path));
    }

    [Theory]
    [InlineData("w.bin", ForeignFormat.Pickle, DiagnosticCodes.ModelIsPickle)]
    [InlineData("w.pt", ForeignFormat.PyTorch, DiagnosticCodes.PyTorchArchive)]
    [InlineData("w.npz", ForeignFormat.NumpyObjects, DiagnosticCodes.NumpyObjects)]
    [InlineData("w.keras", ForeignFormat.Keras, DiagnosticCodes.KerasModel)]
    [InlineData("w.pb", ForeignFormat.TensorFlow, DiagnosticCodes.TensorFlowModel)]
    [InlineData("w.zip", ForeignFormat.MlNet, DiagnosticCodes.MlNetModel)]
    [InlineData("w.zip", ForeignFormat.Archive, DiagnosticCodes.ModelIsZip)]
    public void AsModelsTheyAreRefusedUnlessTheAuthorInsists(string name, ForeignFormat format, string code)
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Weights, name, Files.First(row => row.Data.Item1 == format).Data.Item3);

        Problem problem = project.BuildError();
        project.AllowPickle = true;
        ModelManifest manifest = project.BuildManifest();

        Assert.Equal((code, path), (problem.Code, problem.File));
        Assert.Contains("ModelPackAllowPickle", problem.Message, StringComparison.Ordinal);
        ModelEntry entry = Assert.Single(manifest.Models);
        Assert.Equal("unknown", entry.Format);
        Assert.Equal(ModelValidationOutcomes.NotValidated, Assert.Single(entry.Validations!).Outcome);
    }

    [Theory]
    [InlineData(ModelItemKind.Tokenizer)]
    [InlineData(ModelItemKind.Config)]
    [InlineData(ModelItemKind.Evaluation)]
    public void PicklesAreRefusedUnderAnyItem(ModelItemKind kind)
    {
        using TestProject project = new();
        project.Add(kind, "scaler.pkl", Pickle);

        Assert.Equal(DiagnosticCodes.ModelIsPickle, project.BuildError().Code);

        project.AllowPickle = true;
        Assert.Single(project.BuildManifest().Files);
    }

    [Fact]
    public void PicklesAreRefusedAsExternalData()
    {
        using TestProject project = new();
        ExternalModel model = TinyModels.MatMul(weightLocation: "weights.pkl");
        model.WriteTo(project.Folder, "p/model.onnx");
        byte[] data = File.ReadAllBytes(project.Folder["p/weights.pkl"]);
        Pickle.CopyTo(data, 0);
        File.WriteAllBytes(project.Folder["p/weights.pkl"], data);
        project.Include(ModelItemKind.Weights, "model.onnx");

        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.ModelIsPickle, project.Folder["p/weights.pkl"]), (problem.Code, problem.File));
    }

    [Fact]
    public void ArchivesOfEvaluationDataArePacked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Evaluation, "evaluation/data.zip", ZipFiles.Stored(("data.csv", [1])));

        Assert.Single(project.BuildManifest().Files);
    }

    [Fact]
    public void EveryThirdPartyFileHasTheOutcomeThatTheIndexStates()
    {
        List<string> taken = [];
        foreach (string relative in TestData.Index().Select(row => row["path"]).Where(path => path.StartsWith("other-formats/", StringComparison.Ordinal) || path.StartsWith("archives/", StringComparison.Ordinal)))
        {
            using TestProject project = new();
            project.Add(ModelItemKind.Weights, Path.GetFileName(relative), File.ReadAllBytes(TestData.Get(relative)));
            ForeignFormat expected = relative switch
            {
                _ when relative.StartsWith("archives/", StringComparison.Ordinal) => ForeignFormat.Archive,
                _ when relative.Contains("mlnet", StringComparison.Ordinal) => ForeignFormat.MlNet,
                _ when relative.Contains("sklearn", StringComparison.Ordinal) => ForeignFormat.Pickle,
                _ when relative.Contains("tensorflow", StringComparison.Ordinal) => ForeignFormat.TensorFlow,
                _ => ForeignFormat.PyTorch,
            };
            if (ForeignFormats.Detect(TestData.Get(relative)) != expected || project.Build().Succeeded)
            {
                taken.Add(relative);
            }
        }

        Assert.Empty(taken);
    }

    /// <summary>No model of the test data is taken for something else.</summary>
    [Fact]
    public void ThirdPartyModelsAreNotForeign()
    {
        string[] extensions = [".onnx", ".ort", ".safetensors", ".gguf", ".json", ".txt", ".model", ".tiktoken", ".onnx_adapter"];
        foreach (string relative in TestData.Index().Select(row => row["path"]).Where(path => extensions.Contains(Path.GetExtension(path)) && !path.StartsWith("malformed/", StringComparison.Ordinal)))
        {
            Assert.Equal((relative, ForeignFormat.None), (relative, ForeignFormats.Detect(TestData.Get(relative))));
        }
    }
}
