using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Tests.Packages;

/// <summary>Packages as NuGet extracts them.</summary>
public sealed class FolderContentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void FilesAreThePackagesOwn()
    {
        foreach (string path in (string[])["a.nuspec", "modelpack/files/b.txt", "modelpack/files/.hidden", "modelpack/files/x.nupkg", ".nupkg.metadata", "a.1.0.0.nupkg", "a.1.0.0.nupkg.sha512", ".signature.p7s"])
        {
            _folder.Write(path, path);
        }

        using FolderContent content = new(_folder.Path);

        Assert.Equal([".signature.p7s", "a.nuspec", "modelpack/files/.hidden", "modelpack/files/b.txt", "modelpack/files/x.nupkg"], content.Entries.Order(StringComparer.Ordinal));
        Assert.Equal("a.nuspec".Length, content.Length("a.nuspec"));
        using StreamReader reader = new(content.Open("a.nuspec"));
        Assert.Equal("a.nuspec", reader.ReadToEnd());
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("modelpack/../../secret.txt")]
    [InlineData("modelpack/files/B.txt")]
    [InlineData("/etc/hostname")]
    public void OnlyListedFilesAreOpened(string path)
    {
        _folder.Write("package/modelpack/files/b.txt", "x");
        _folder.Write("secret.txt", "x");
        using FolderContent content = new(_folder["package"]);

        Assert.False(content.Contains(path));
        Assert.Equal(DiagnosticCodes.DamagedModelPackage, Assert.Throws<ModelPackException>(() => content.Open(path)).Problem.Code);
    }

    [Fact]
    public void LinksOutOfThePackageAreNotFollowed()
    {
        string secret = _folder.Write("outside/secret.txt", "x");
        _folder.Write("package/a.nuspec", "x");
        File.CreateSymbolicLink(_folder["package/link.txt"], secret);
        Directory.CreateSymbolicLink(_folder["package/folder"], _folder["outside"]);

        using FolderContent content = new(_folder["package"]);

        Assert.Equal(["a.nuspec"], content.Entries);
    }

    [Fact]
    public void AFileThatIsGoneOrHeldCannotBeRead()
    {
        string path = _folder.Write("a.txt", "12345");
        using FolderContent content = new(_folder.Path);

        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(DiagnosticCodes.UnreadablePackage, Assert.Throws<ModelPackException>(() => content.Open("a.txt")).Problem.Code);
        }

        File.Delete(path);
        Assert.Equal(DiagnosticCodes.UnreadablePackage, Assert.Throws<ModelPackException>(() => content.Open("a.txt")).Problem.Code);
    }

    [Fact]
    public void AMissingFolderCannotBeRead() =>
        Assert.Equal(DiagnosticCodes.UnreadablePackage, Assert.Throws<ModelPackException>(() => new FolderContent(_folder["none"])).Problem.Code);

    public void Dispose() => _folder.Dispose();
}
