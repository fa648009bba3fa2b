using ModelPack.Runtime.Tests.Tasks;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>How the library sees models whose files lie in shards.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly MaterializerFixture fixture = new();

    [Fact]
    public void TheAuthorsFilesAreListedAndShardsAreNot()
    {
        ModelPackage model = Place();

        Assert.Equal(["config.json", "m/model.onnx", "x.gguf"], model.FilePaths);
        Assert.Equal(fixture.OutputOf("Contoso.M/m/model.onnx"), model.GetPrimaryModelPath());
        Assert.Equal([fixture.OutputOf("Contoso.M/m/model.onnx"), fixture.OutputOf("Contoso.M/x.gguf")], model.GetFiles(ModelFileRoles.Weights));
    }

    [Fact]
    public void ExternalDataThatWentIntoShardsIsAnsweredWithWhereItIs()
    {
        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => Place().GetFile("m/model.onnx.data"));

        Assert.Contains("'m/model.onnx'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(".shards", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Layout=\"Exact\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal("m/model.onnx.data", exception.FileName);
    }

    [Fact]
    public void VerifyDigestsGraphShardsAndExactFiles()
    {
        ModelPackage model = Place();
        Assert.Empty(model.Verify(TestContext.Current.CancellationToken));
        string shard = $"m/.shards/{HandMadeModel.Sha256Of(Noise.Of(1))}.bin";
        Write("m/model.onnx", [9, 9, 9]);
        Write("x.gguf", Noise.Of(7));
        File.Delete(Path.Combine(model.Directory, shard));

        Assert.Equal(
            [new ModelFileMismatch("m/model.onnx", ModelFileMismatchKind.Content), new ModelFileMismatch(shard, ModelFileMismatchKind.Missing), new ModelFileMismatch("x.gguf", ModelFileMismatchKind.Content)],
            model.Verify(TestContext.Current.CancellationToken));

        Write(shard, Noise.Of(2));
        Assert.Contains(new ModelFileMismatch(shard, ModelFileMismatchKind.Content), model.Verify(TestContext.Current.CancellationToken));

        void Write(string path, byte[] content)
        {
            File.Delete(Path.Combine(model.Directory, path));
            File.WriteAllBytes(Path.Combine(model.Directory, path), content);
        }
    }

    public void Dispose() => fixture.Dispose();

    private ModelPackage Place()
    {
        HandMadeModel model = new HandMadeModel("Contoso.M", "1.0.0")
            .WithTensors("m/model.onnx", [1, 2, 3], Noise.Of(1))
            .WithMovedData("m/model.onnx.data", [4])
            .WithExact("x.gguf", Noise.Of(2))
            .With("config.json", "{}", ModelFileRoles.Config);
        Assert.Empty(fixture.Run(fixture.Restore(model)).Problems);
        return ModelPackage.Load("Contoso.M", fixture.Output);
    }
}
