using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Tests.Packages;

/// <summary>Files of each layout are given back from a package and its payloads, or it is told why not.</summary>
public sealed class PackageModelFilesTests : IDisposable
{
    private readonly PackedModel _model = new();

    public static TheoryData<string> Layouts => [PackedModel.Inline, PackedModel.Exact, PackedModel.Tensor, PackedModel.External, PackedModel.Unmaterialized];

    public static TheoryData<string> InPayloads => [PackedModel.Exact, PackedModel.Tensor, PackedModel.External];

    [Fact]
    public void TheModelHasEveryLayout() => Assert.Equal(
        [null, ModelLayouts.Exact, ModelLayouts.Tensor, ModelLayouts.Tensor],
        new[] { PackedModel.Inline, PackedModel.Exact, PackedModel.Tensor, PackedModel.External }.Select(path => _model.File(path).Layout));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ASoundPackageGivesTheAuthorsBytesBack(string path)
    {
        using NupkgContent package = new(_model.Package);
        using FolderContent folder = new(_model.Staged);

        foreach (IPackageContent content in new IPackageContent[] { package, folder })
        {
            PackageModelFiles files = new(content, _model.Manifest, _model.Places);
            using MemoryStream given = new();
            files.CopyTo(_model.File(path), given, TestContext.Current.CancellationToken);

            Assert.Equal(_model.Author(path), given.ToArray());
            Assert.Equal(new FileEvidence(path, FileState.Verified), Verify(files, path));
        }
    }

    [Theory]
    [MemberData(nameof(InPayloads))]
    public void AMissingPayloadIsNotHere(string path)
    {
        using NupkgContent package = new(_model.Package);
        PackageModelFiles files = new(package, _model.Manifest, new PayloadPlaces([], []));

        FileEvidence evidence = Verify(files, path);

        Assert.Equal(FileState.NotHere, evidence.State);
        Assert.Contains("payload package", evidence.Detail, StringComparison.Ordinal);
        Assert.Equal(DiagnosticCodes.FileNotHere, Assert.Throws<ModelPackException>(() => files.CopyTo(_model.File(path), Stream.Null, TestContext.Current.CancellationToken)).Problem.Code);
        Assert.Equal(FileState.Verified, Verify(files, PackedModel.Inline).State);
    }

    [Theory]
    [MemberData(nameof(InPayloads))]
    public void APayloadWithOtherContentDiffers(string path)
    {
        using NupkgContent package = new(_model.Package);

        foreach (Func<Stream, Stream> change in new Func<Stream, Stream>[] { Flipped, stream => Cut(stream), _ => new MemoryStream(), stream => Longer(stream) })
        {
            PackageModelFiles files = new(package, _model.Manifest, new Changed(_model.Places, change));
            // By tensor, what comes behind a shard is never read.
            if (change(new MemoryStream([1, 2])).Length > 2 && _model.File(path).Layout == ModelLayouts.Tensor)
            {
                Assert.Equal(FileState.Verified, Verify(files, path).State);
                continue;
            }

            Assert.Equal(FileState.Differs, Verify(files, path).State);
            Assert.Equal(DiagnosticCodes.DamagedModelPackage, Assert.Throws<ModelPackException>(() => files.CopyTo(_model.File(path), Stream.Null, TestContext.Current.CancellationToken)).Problem.Code);
        }
    }

    [Theory]
    [InlineData(PackedModel.Inline, "modelpack/files/labels.txt")]
    [InlineData(PackedModel.Tensor, "modelpack/recipes/model.onnx.json")]
    [InlineData(PackedModel.External, "modelpack/recipes/ext/data/w.bin.json")]
    public void AFileOfThePackageThatIsGoneOrChangedDiffers(string path, string entry)
    {
        foreach (byte[]? change in new byte[]?[] { null, [], "{}"u8.ToArray(), "[[[["u8.ToArray(), "a\nc\n"u8.ToArray(), new byte[100_000] })
        {
            using NupkgContent package = _model.With((entry, change));
            PackageModelFiles files = new(package, _model.Manifest, _model.Places);

            Assert.Equal(FileState.Differs, Verify(files, path).State);
        }
    }

    [Fact]
    public void ARecipeOfAnotherFileDiffers()
    {
        using NupkgContent package = _model.With(("modelpack/recipes/model.onnx.json", File.ReadAllBytes(Path.Combine(_model.Staged, "modelpack/recipes/ext/data/w.bin.json"))));
        PackageModelFiles files = new(package, _model.Manifest, _model.Places);

        Assert.Equal(FileState.Differs, Verify(files, PackedModel.Tensor).State);
    }

    [Fact]
    public void ADamagedPayloadPackageDiffers()
    {
        foreach (string payload in Directory.GetFiles(_model.Payloads))
        {
            File.WriteAllBytes(payload, File.ReadAllBytes(payload)[..^30]);
        }

        using NupkgContent package = new(_model.Package);

        Assert.Equal(FileState.Differs, Verify(new PackageModelFiles(package, _model.Manifest, _model.Places), PackedModel.Exact).State);
    }

    [Fact]
    public void CancellingEndsIt()
    {
        using NupkgContent package = new(_model.Package);
        PackageModelFiles files = new(package, _model.Manifest, _model.Places);

        Assert.ThrowsAny<OperationCanceledException>(() => files.Verify(_model.File(PackedModel.Tensor), new CancellationToken(canceled: true)));
    }

    public void Dispose() => _model.Dispose();

    private FileEvidence Verify(PackageModelFiles files, string path) => files.Verify(_model.File(path), TestContext.Current.CancellationToken);

    private static byte[] Bytes(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        stream.Dispose();
        return bytes.ToArray();
    }

    private static MemoryStream Flipped(Stream stream)
    {
        byte[] bytes = Bytes(stream);
        bytes[^1] ^= 1;
        return new MemoryStream(bytes);
    }

    private static MemoryStream Cut(Stream stream) => new(Bytes(stream)[..^1]);

    private static MemoryStream Longer(Stream stream) => new([.. Bytes(stream), 0]);

    private sealed class Changed(IPayloadSource source, Func<Stream, Stream> change) : IPayloadSource
    {
        public Stream? Open(ModelPayload payload) => source.Open(payload) is { } stream ? change(stream) : null;
    }
}
