using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Tests.Packages;

/// <summary>Payloads are found in package folders and in both layouts of folder feeds.</summary>
public sealed class PayloadPlacesTests : IDisposable
{
    private static readonly byte[] Content = "content"u8.ToArray();
    private static readonly string Sha = Layout.Package.Sha256(Content);

    private static readonly ModelPayload Payload = new() { Id = "Contoso.Payload." + Sha[..32], Version = "1.0.0", Sha256 = Sha, Size = Content.Length };

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("{0}/{1}/shard/{2}.bin", true)]
    [InlineData("{3}.{1}.nupkg", false)]
    [InlineData("{0}/{1}/{0}.{1}.nupkg", false)]
    [InlineData("{3}/{3}.{1}.nupkg", false)]
    public void APayloadIsFound(string place, bool isExtracted)
    {
        string path = string.Format(CultureInfo.InvariantCulture, place, Payload.Id.ToLowerInvariant(), Payload.Version, Sha, Payload.Id);
        _folder.Write(path, isExtracted ? Content : TestArchive.Of((PackageLayout.Shard(Sha), Content)));

        Assert.Equal(Content, Read(isExtracted ? new PayloadPlaces([_folder["none"], _folder.Path], []) : new PayloadPlaces([], [_folder["none"], _folder.Path])));
    }

    [Fact]
    public void OneThatIsNowhereIsNone()
    {
        _folder.Write($"{Payload.Id}.1.0.1.nupkg", TestArchive.Of((PackageLayout.Shard(Sha), Content)));

        Assert.Null(new PayloadPlaces([_folder.Path], [_folder.Path]).Open(Payload));
    }

    [Fact]
    public void APackageOfThatNameWithoutTheContentIsPassedOver()
    {
        _folder.Write($"a/{Payload.Id}.1.0.0.nupkg", TestArchive.Of("shard/other.bin", "x"));
        _folder.Write($"b/{Payload.Id}.1.0.0.nupkg", TestArchive.Of((PackageLayout.Shard(Sha), Content)));

        Assert.Equal(Content, Read(new PayloadPlaces([], [_folder["a"], _folder["b"]])));
        Assert.Null(new PayloadPlaces([], [_folder["a"]]).Open(Payload));
    }

    [Fact]
    public void ADamagedPackageIsTold()
    {
        _folder.Write($"{Payload.Id}.1.0.0.nupkg", "no archive");

        Assert.Equal(DiagnosticCodes.DamagedModelPackage, Assert.Throws<ModelPackException>(() => new PayloadPlaces([], [_folder.Path]).Open(Payload)).Problem.Code);
    }

    [Fact]
    public void AFileThatAnotherProgramHoldsIsTold()
    {
        string path = _folder.Write($"{Payload.Id.ToLowerInvariant()}/1.0.0/shard/{Sha}.bin", Content);
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(DiagnosticCodes.UnreadablePackage, Assert.Throws<ModelPackException>(() => new PayloadPlaces([_folder.Path], []).Open(Payload)).Problem.Code);
    }

    [Fact]
    public void APackageIsLetGoWithItsContent()
    {
        string path = _folder.Write($"{Payload.Id}.1.0.0.nupkg", TestArchive.Of((PackageLayout.Shard(Sha), Content)));
        Read(new PayloadPlaces([], [_folder.Path]));

        using FileStream free = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(free.CanWrite);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Read(PayloadPlaces places)
    {
        using Stream stream = places.Open(Payload)!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
