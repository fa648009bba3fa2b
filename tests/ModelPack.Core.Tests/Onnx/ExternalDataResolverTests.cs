using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class ExternalDataResolverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Problem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("weights.bin", "weights.bin")]
    [InlineData("./weights.bin", "weights.bin")]
    [InlineData("sub//folder/./w.bin", "sub/folder/w.bin")]
    [InlineData("spaces and maçã/重み.bin", "spaces and maçã/重み.bin")]
    public void FilesBesideTheModelAreFound(string location, string relative)
    {
        string model = TinyModels.MatMul(weightLocation: location, biasLocation: "b.bin").WriteTo(_folder, "こんにちは/model.onnx");

        IReadOnlyList<ExternalDataFile> files = Resolve(model);

        Assert.Empty(_problems);
        Assert.Equal([relative, "b.bin"], files.Select(file => file.RelativePath));
        Assert.All(files, file => Assert.True(File.Exists(file.FullPath)));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData(".git/config")]
    [InlineData("obj/project.assets.json")]
    public void HiddenFilesAndBuildOutputAreNoWeights(string location)
    {
        string model = TinyModels.MatMul(weightLocation: location).WriteTo(_folder);

        Assert.DoesNotContain(Resolve(model), file => file.RelativePath == location);
        Assert.Equal(DiagnosticCodes.ExternalDataHidden, Assert.Single(_problems).Code);
    }

    [Fact]
    public void APipeIsRefusedInsteadOfBlocking()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among files.");
        string model = TinyModels.MatMul(weightLocation: "w.bin").WriteTo(_folder);
        File.Delete(_folder["w.bin"]);
        using (System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", [_folder["w.bin"]]))
        {
            process.WaitForExit();
        }

        Resolve(model);

        Assert.Equal(DiagnosticCodes.ExternalDataUnreadable, Assert.Single(_problems).Code);
    }

    [Fact]
    public void FileOfSeveralTensorsIsListedOnce()
    {
        string model = TinyModels.MatMul(weightLocation: "w.bin", biasLocation: "w.bin").WriteTo(_folder);

        IReadOnlyList<ExternalDataFile> files = Resolve(model);

        Assert.Empty(_problems);
        Assert.Equal(new ExternalDataFile(_folder["w.bin"], "w.bin"), Assert.Single(files));
    }

    [Fact]
    public void SpellingsOfOneFileAreOneFile()
    {
        string model = _folder.Write("model.onnx", "");
        _folder.Write("w.bin", "1234");

        IReadOnlyList<ExternalDataFile> files = Resolve(model, Reference("w.bin"), Reference("./w.bin"));

        Assert.Empty(_problems);
        Assert.Single(files);
    }

    [Fact]
    public void ModelMayBeItsOwnDataFile()
    {
        string model = _folder.Write("model.onnx", "12345678");

        IReadOnlyList<ExternalDataFile> files = Resolve(model, Reference("model.onnx", length: 8));

        Assert.Empty(_problems);
        Assert.Empty(files);
    }

    [Theory]
    [InlineData("/etc/passwd", DiagnosticCodes.ExternalDataAbsolute)]
    [InlineData("C:/w.bin", DiagnosticCodes.ExternalDataAbsolute)]
    [InlineData(@"c:w.bin", DiagnosticCodes.ExternalDataAbsolute)]
    [InlineData(@"\\server\share\w.bin", DiagnosticCodes.ExternalDataAbsolute)]
    [InlineData(@"\w.bin", DiagnosticCodes.ExternalDataAbsolute)]
    [InlineData("../w.bin", DiagnosticCodes.ExternalDataParentFolder)]
    [InlineData("a/../w.bin", DiagnosticCodes.ExternalDataParentFolder)]
    [InlineData(@"a\..\..\w.bin", DiagnosticCodes.ExternalDataParentFolder)]
    [InlineData(@"weights\w.bin", DiagnosticCodes.ExternalDataBackslash)]
    [InlineData("none.bin", DiagnosticCodes.ExternalDataMissing)]
    [InlineData("folder", DiagnosticCodes.ExternalDataMissing)]
    [InlineData("w.bin/below", DiagnosticCodes.ExternalDataMissing)]
    [InlineData("", DiagnosticCodes.ExternalDataInvalid)]
    [InlineData(".", DiagnosticCodes.ExternalDataInvalid)]
    [InlineData("w.bin\0", DiagnosticCodes.ExternalDataInvalid)]
    public void UnusableLocationsHaveTheirCodes(string location, string code)
    {
        string model = _folder.Write("model/model.onnx", "");
        _folder.Write("model/w.bin", "1234");
        _folder.Write("model/folder/w.bin", "1234");
        _folder.Write("w.bin", "1234");

        IReadOnlyList<ExternalDataFile> files = Resolve(model, Reference(location), Reference(location));

        Assert.Empty(files);
        Problem problem = Assert.Single(_problems);
        Assert.Equal(code, problem.Code);
        Assert.Equal(model, problem.File);
        Assert.Contains("'w' and 1 more", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 9L, null)]
    [InlineData(4, 5L, null)]
    [InlineData(9, null, null)]
    [InlineData(long.MaxValue, long.MaxValue, null)]
    [InlineData(0, null, 9L)]
    [InlineData(5, null, 4L)]
    public void ShortFilesAreErrors(long offset, long? length, long? expected)
    {
        string model = _folder.Write("model.onnx", "");
        _folder.Write("w.bin", "12345678");

        Resolve(model, new ExternalDataReference("w", "w.bin", offset, length, expected));

        Assert.Equal(DiagnosticCodes.ExternalDataTooShort, Assert.Single(_problems).Code);
        Assert.Equal(_folder["w.bin"], _problems[0].File);
    }

    [Fact]
    public void LengthBelowWhatTheShapeNeedsIsAnErrorOfTheModel()
    {
        string model = _folder.Write("model.onnx", "");
        _folder.Write("w.bin", "12345678");

        Resolve(model, new ExternalDataReference("w", "w.bin", 0, 4, 8));

        Assert.Equal(DiagnosticCodes.ExternalDataTooShort, Assert.Single(_problems).Code);
        Assert.Equal(model, _problems[0].File);
    }

    [Fact]
    public void EmptyTensorMayLieAtTheEnd()
    {
        string model = _folder.Write("model.onnx", "");
        _folder.Write("w.bin", "12345678");

        Resolve(model, new ExternalDataReference("w", "w.bin", 8, 0, 0));

        Assert.Empty(_problems);
    }

    [Fact]
    public void GitLfsPointerInPlaceOfWeightsIsNamed()
    {
        ExternalModel tiny = TinyModels.MatMul(rows: 100);
        string model = tiny.WriteTo(_folder);
        string weights = _folder.Write("weights.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 800\n");

        Resolve(model);

        Problem problem = Assert.Single(_problems);
        Assert.Equal(DiagnosticCodes.GitLfsPointer, problem.Code);
        Assert.Equal(weights, problem.File);
    }

    [Theory]
    [InlineData("outside/w.bin", "project/model/w.bin", false)]
    [InlineData("outside", "project/model/sub", true)]
    public void LinksOutOfTheProjectAreErrors(string target, string link, bool folder)
    {
        _folder.Write("outside/w.bin", "1234");
        string model = _folder.Write("project/model/model.onnx", "");
        Link(link, _folder[target], folder);

        IReadOnlyList<ExternalDataFile> files = ExternalDataResolver.Resolve(model, _folder["project"], [Reference(folder ? "sub/w.bin" : "w.bin")], _problems);

        Assert.Empty(files);
        Assert.Equal(DiagnosticCodes.ExternalDataOutsideProject, Assert.Single(_problems).Code);
    }

    [Fact]
    public void LinkedModelFolderOutsideTheProjectIsAnError()
    {
        _folder.Write("outside/w.bin", "1234");
        _folder.Write("outside/model.onnx", "");
        _folder.Write("project/a.txt", "");
        Link("project/model", _folder["outside"], folder: true);

        ExternalDataResolver.Resolve(_folder["project/model/model.onnx"], _folder["project"], [Reference("w.bin")], _problems);

        Assert.Equal(DiagnosticCodes.ExternalDataOutsideProject, Assert.Single(_problems).Code);
    }

    [Fact]
    public void LinksInsideTheProjectAreFine()
    {
        _folder.Write("project/data/w.bin", "1234");
        string model = _folder.Write("project/model/model.onnx", "");
        Link("project/model/w.bin", "../data/w.bin", folder: false);
        Link("linked", _folder["project"], folder: true);

        IReadOnlyList<ExternalDataFile> files = ExternalDataResolver.Resolve(_folder["linked/model/model.onnx"], _folder["linked"], [Reference("w.bin")], _problems);

        Assert.Empty(_problems);
        Assert.Equal("w.bin", Assert.Single(files).RelativePath);
        Assert.NotEqual(model, files[0].FullPath);
    }

    [Fact]
    public void ModelOutsideTheProjectMayUseItsOwnFolder()
    {
        Directory.CreateDirectory(_folder["project"]);
        string model = _folder.Write("elsewhere/model.onnx", "");
        _folder.Write("elsewhere/w.bin", "1234");

        IReadOnlyList<ExternalDataFile> files = ExternalDataResolver.Resolve(model, _folder["project"], [Reference("w.bin")], _problems);

        Assert.Empty(_problems);
        Assert.Single(files);
    }

    [Fact]
    public void FileThatAnotherHoldsIsUnreadable()
    {
        string model = TinyModels.MatMul().WriteTo(_folder);
        using FileStream held = new(_folder["weights.bin"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Resolve(model);

        Assert.Equal(DiagnosticCodes.ExternalDataUnreadable, Assert.Single(_problems).Code);
    }

    [Fact]
    public void TrainingInformationIsPackedWhereItIsAndMayBeMissing()
    {
        GraphBuilder training = new GraphBuilder()
            .Initializer(OnnxProto.ExternalTensor("there", OnnxTypes.Float, [1], "there.bin"))
            .Initializer(OnnxProto.ExternalTensor("missing", OnnxTypes.Float, [1], "missing.bin"));
        string model = _folder.Write("model.onnx", new OnnxBuilder(new GraphBuilder()).Field(20, new ProtoWriter().Message(2, training.Build())).Build());
        _folder.Write("there.bin", "1234");

        IReadOnlyList<ExternalDataFile> files = Resolve(model);

        Assert.Empty(_problems);
        Assert.Equal(["there.bin"], files.Select(file => file.RelativePath));
    }

    [Fact]
    public void ReferencesAreFoundWhereverTensorsAre()
    {
        static ProtoWriter Tensor(string name) => OnnxProto.ExternalTensor(name, OnnxTypes.Float, [2], name + ".bin", 8, 8);
        static ProtoWriter Sparse(string name) => new ProtoWriter().Message(1, Tensor(name + "Values")).Message(2, Tensor(name + "Indices"));
        ProtoWriter attributes = new ProtoWriter().Message(5, Tensor("t")).Message(10, Tensor("ts0")).Message(10, Tensor("ts1"))
            .Message(22, Sparse("attribute")).Message(23, Sparse("list")).Message(11, new GraphBuilder().Initializer(Tensor("listed")).Build());
        GraphBuilder graph = new GraphBuilder()
            .Initializer(Tensor("w"))
            .Initializer(OnnxProto.Tensor("inline", [1], 1).Message(13, OnnxProto.Entry("location", "ignored.bin")))
            .Field(15, Sparse("sparse"))
            .Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("then_branch", new GraphBuilder().Initializer(Tensor("sub"))), attributes]);
        ProtoWriter function = new ProtoWriter().Text(1, "F")
            .Message(7, OnnxProto.Node("Constant", [], ["o"], [OnnxProto.TensorAttribute("value", Tensor("function"))]))
            .Message(11, OnnxProto.TensorAttribute("a", Tensor("default")));

        OnnxModelFacts facts = OnnxModelReader.Read(_folder.Write("model.onnx", new OnnxBuilder(graph).Field(25, function).Build()));

        Assert.Equal(
            [
                "attributeIndices", "attributeValues", "default", "function", "listIndices", "listValues", "listed", "sparseIndices", "sparseValues", "sub", "t",
                "ts0", "ts1", "w",
            ],
            facts.ExternalData.Select(reference => reference.Tensor).Order(StringComparer.Ordinal));
        Assert.All(facts.ExternalData, reference => Assert.Equal(new ExternalDataReference(reference.Tensor, reference.Tensor + ".bin", 8, 8, 8), reference));
    }

    private static ExternalDataReference Reference(string location, long? length = 4) => new("w", location, 0, length, null);

    private void Link(string link, string target, bool folder)
    {
        try
        {
            _ = folder ? Directory.CreateSymbolicLink(_folder[link], target) : File.CreateSymbolicLink(_folder[link], target);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows wants a privilege or its developer mode for links.
            Assert.Skip(e.Message);
        }
    }

    private IReadOnlyList<ExternalDataFile> Resolve(string model)
        => ExternalDataResolver.Resolve(model, _folder.Path, OnnxModelReader.Read(model).ExternalData, _problems);

    private IReadOnlyList<ExternalDataFile> Resolve(string model, params ExternalDataReference[] references)
        => ExternalDataResolver.Resolve(model, _folder.Path, references, _problems);
}
