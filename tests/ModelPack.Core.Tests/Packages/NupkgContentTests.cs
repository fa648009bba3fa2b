using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Tests.Fuzzing;

namespace ModelPack.Core.Tests.Packages;

/// <summary>Packages as files, sound and hostile; with <see cref="EntryStream"/>, which everything is read through.</summary>
public sealed class NupkgContentTests
{
    [Fact]
    public void EntriesAreThoseOfAnExtractedPackage()
    {
        byte[] package = TestArchive.Of(("[Content_Types].xml", []), ("_rels/.rels", []), ("package/services/metadata/core-properties/a.psmdcp", []), ("modelpack/files/a%20b.txt", "x"u8.ToArray()), ("modelpack/files/empty.txt", []), ("modelpack/folder/", []), (".signature.p7s", []), ("A.nuspec", []));

        using NupkgContent content = TestArchive.Open(package);

        Assert.Equal([".signature.p7s", "A.nuspec", "modelpack/files/a b.txt", "modelpack/files/empty.txt"], content.Entries.Order(StringComparer.Ordinal));
        Assert.Equal("a.nupkg", content.Name);
        Assert.True(content.Contains("modelpack/files/a b.txt"));
        Assert.False(content.Contains("modelpack/files/A b.txt"));
        Assert.Equal((1, 0), (content.Length("modelpack/files/a b.txt"), content.Length("modelpack/files/empty.txt")));
        Assert.Equal("x"u8.ToArray(), Read(content, "modelpack/files/a b.txt"));
        Assert.Equal([], Read(content, "modelpack/files/empty.txt"));
    }

    [Fact]
    public void AFileThatItLacksIsTold()
    {
        using NupkgContent content = TestArchive.Open(TestArchive.Of("a", "x"));

        Fails(DiagnosticCodes.DamagedModelPackage, "lacks 'b'", () => content.Length("b"));
        Fails(DiagnosticCodes.DamagedModelPackage, "lacks 'b'", () => content.Open("b"));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("%61.txt")]
    [InlineData("A.TXT")]
    public void TwoFilesOfOneNameAreRefused(string second) =>
        Fails(DiagnosticCodes.DamagedModelPackage, "two files '", () => TestArchive.Open(TestArchive.Of(("a.txt", "x"u8.ToArray()), (second, "y"u8.ToArray()))));

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("modelpack/../../a.txt")]
    [InlineData("%2e%2e/a.txt")]
    [InlineData("/etc/a.txt")]
    [InlineData("C:/a.txt")]
    [InlineData("..\\a.txt")]
    public void AFileThatLeadsOutIsRefused(string path) => Fails(DiagnosticCodes.DamagedModelPackage, "leads out", () => TestArchive.Open(TestArchive.Of(path, "x")));

    [Fact]
    public void NoBytesBeyondTheStatedSizeAreGiven()
    {
        using NupkgContent content = TestArchive.Open(TestArchive.Stating(TestArchive.Of(("bomb", new byte[50_000_000])), 100));
        using Stream stream = content.Open("bomb");
        using MemoryStream taken = new();

        Assert.Equal(100, content.Length("bomb"));
        stream.CopyTo(taken);
        Assert.True(taken.Length <= 100, $"{taken.Length}");
    }

    [Fact]
    public void AnArchiveThatGivesMoreThanItStatesIsDamaged()
    {
        using EntryStream stream = new(new MemoryStream(new byte[200]), 100, "a.nupkg", "bomb");

        Fails(DiagnosticCodes.DamagedModelPackage, "'bomb' has more than the 100 bytes", () => stream.CopyTo(Stream.Null));
    }

    [Fact]
    public void LessThanTheStatedSizeIsTold()
    {
        using NupkgContent content = TestArchive.Open(TestArchive.Stating(TestArchive.Of(("short", new byte[1000])), 2000));

        Fails(DiagnosticCodes.DamagedModelPackage, "'short' has 1000 bytes instead of the 2000", () => Read(content, "short"));
    }

    [Fact]
    public void APackageThatIsCutOffAnywhereIsDamaged()
    {
        byte[] package = TestArchive.Of(("modelpack/modelpack.json", Encoding.UTF8.GetBytes("{}")), ("b", new byte[100]));

        for (int length = 0; length < package.Length; length++)
        {
            byte[] cut = package[..length];
            ModelPackException exception = Assert.Throws<ModelPackException>(() => TestArchive.Open(cut).Dispose());
            Assert.Equal(DiagnosticCodes.DamagedModelPackage, exception.Problem.Code);
        }
    }

    [Fact]
    public void AMissingFileCannotBeRead() => Fails(DiagnosticCodes.UnreadablePackage, "cannot be read", () => new NupkgContent(Path.Combine(Path.GetTempPath(), "modelpack-none", "a.nupkg")));

    [Fact]
    public void AFolderIsNoPackageFile()
    {
        using TempFolder folder = new();

        Fails(DiagnosticCodes.UnreadablePackage, "cannot be read", () => new NupkgContent(folder.Path));
    }

    [Fact]
    public void AFileThatAnotherProgramHoldsCannotBeRead()
    {
        using TempFolder folder = new();
        string path = folder.Write("a.nupkg", TestArchive.Of("a", "x"));
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Fails(DiagnosticCodes.UnreadablePackage, "cannot be read", () => new NupkgContent(path));
    }

    [Fact]
    public void AfterAFailureNothingHoldsTheFile()
    {
        using TempFolder folder = new();
        string path = folder.Write("a.nupkg", "no archive");

        Fails(DiagnosticCodes.DamagedModelPackage, "is damaged", () => new NupkgContent(path));

        using FileStream free = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(10, free.Length);
    }

    [Fact]
    public void ADamagedPackageIsToldOrReadAndNothingElse()
    {
        byte[] manifest = new ModelManifest { Id = "A", Version = "1.0.0", Digest = ModelDigest.Compute([]) }.ToUtf8Bytes();
        byte[] package = TestArchive.Of((PackageLayout.Manifest, manifest), (PackageLayout.Sbom, Encoding.UTF8.GetBytes("{ }")), ("modelpack/files/a.txt", Layout.Package.Random(1, 2000)));

        Soak.Run("a.nupkg", [package], Mutant.Of, path =>
        {
            using NupkgContent content = new(path);
            foreach (string entry in content.Entries.Where(entry => content.Length(entry) < 1_000_000))
            {
                using Stream stream = content.Open(entry);
                stream.CopyTo(Stream.Null);
            }

            PackageEvidence.Of(content, PackageManifests.Read(content), []);
        });
    }

    private static byte[] Read(NupkgContent content, string path)
    {
        using Stream stream = content.Open(path);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Fails(string code, string complaint, Func<object?> action)
    {
        ModelPackException exception = Assert.Throws<ModelPackException>(() => _ = action());
        Assert.Equal(code, exception.Problem.Code);
        Assert.Contains(complaint, exception.Problem.Message, StringComparison.Ordinal);
    }

    private static void Fails(string code, string complaint, Action action) => Fails(code, complaint, () =>
    {
        action();
        return null;
    });
}
