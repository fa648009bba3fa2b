using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Tests.Packages;

/// <summary>What a service has of a model is compared with the manifest that lies there.</summary>
public sealed class ServiceModelFilesTests : IDisposable
{
    private readonly PackedModel _model = new();
    private readonly string _folder;
    private readonly ServiceModelFiles _files;

    public ServiceModelFilesTests() => _files = new ServiceModelFiles(_folder = _model.Service(), _model.Manifest);

    [Theory]
    [InlineData(PackedModel.Inline, FileState.Verified)]
    [InlineData(PackedModel.Exact, FileState.Verified)]
    [InlineData(PackedModel.Tensor, FileState.VerifiedAsLaidOut)]
    [InlineData("ext/model.onnx", FileState.VerifiedAsLaidOut)]
    [InlineData(PackedModel.External, FileState.VerifiedAsLaidOut)]
    [InlineData(PackedModel.Unmaterialized, FileState.NotHere)]
    public void ASoundServiceHasEachFile(string path, FileState state) => Assert.Equal(state, Verify(path).State);

    [Theory]
    [InlineData(PackedModel.Inline)]
    [InlineData(PackedModel.Exact)]
    public void WholeFilesAreGivenBack(string path)
    {
        using MemoryStream given = new();
        _files.CopyTo(_model.File(path), given, TestContext.Current.CancellationToken);

        Assert.Equal(_model.Author(path), given.ToArray());
    }

    [Theory]
    [InlineData(PackedModel.Tensor)]
    [InlineData(PackedModel.External)]
    [InlineData(PackedModel.Unmaterialized)]
    public void OthersAreNotHere(string path) =>
        Assert.Equal(DiagnosticCodes.FileNotHere, Assert.Throws<ModelPackException>(() => _files.CopyTo(_model.File(path), Stream.Null, TestContext.Current.CancellationToken)).Problem.Code);

    [Theory]
    [InlineData(PackedModel.Inline, "labels.txt")]
    [InlineData(PackedModel.Exact, "exact/model.onnx")]
    [InlineData(PackedModel.Tensor, "model.onnx")]
    [InlineData(PackedModel.Tensor, ".shards/")]
    [InlineData("ext/model.onnx", "ext/model.onnx")]
    [InlineData(PackedModel.External, "ext/.shards/")]
    public void AFileThatIsGoneOrChangedDiffers(string path, string changed)
    {
        string file = changed.EndsWith('/') ? Directory.GetFiles(Path.Combine(_folder, changed)).Order(StringComparer.Ordinal).First(shard => _model.File(path).Shards!.Contains(Path.GetFileNameWithoutExtension(shard))) : Path.Combine(_folder, changed);
        byte[] bytes = File.ReadAllBytes(file);

        File.WriteAllBytes(file, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Equal(FileState.Differs, Verify(path).State);
        File.WriteAllBytes(file, bytes[..^1]);
        Assert.Equal(FileState.Differs, Verify(path).State);
        File.WriteAllBytes(file, [.. bytes, 0]);
        Assert.Equal(FileState.Differs, Verify(path).State);
        File.Delete(file);
        Assert.Equal(FileState.Differs, Verify(path).State);
        Assert.False(string.IsNullOrEmpty(Verify(path).Detail));
    }

    [Fact]
    public void AFileThatAnotherProgramHoldsIsNotVerified()
    {
        using FileStream held = new(Path.Combine(_folder, PackedModel.Inline), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        FileEvidence evidence = Verify(PackedModel.Inline);

        Assert.Equal(FileState.Unreadable, evidence.State);
        Assert.Contains("cannot be read", evidence.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _model.Dispose();

    private FileEvidence Verify(string path) => _files.Verify(_model.File(path), TestContext.Current.CancellationToken);
}
