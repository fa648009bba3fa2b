using ModelPack.Core.Packages;

namespace ModelPack.Core.Tests.Packages;

public sealed class PackagePartsTests
{
    [Theory]
    [InlineData("_rels/.rels")]
    [InlineData("_RELS\\.rels")]
    [InlineData("%5Frels/.rels")]
    [InlineData("[Content_Types].xml")]
    [InlineData("[content_types].XML")]
    [InlineData("package/services/metadata/core-properties/a.psmdcp")]
    [InlineData("Package\\Services\\Metadata\\a.psmdcp")]
    [InlineData("modelpack/")]
    public void PartsOfTheContainerAreNoneOfThePackagesFilesHoweverTheyAreSpelled(string entry) =>
        Assert.Equal((true, false), (PackageParts.IsPackaging(PackageParts.Name(entry)), PackageParts.IsContent(PackageParts.Name(entry))));

    [Theory]
    [InlineData("a.nuspec", "a.nuspec")]
    [InlineData("modelpack%2Fmodelpack.json", "modelpack/modelpack.json")]
    [InlineData("modelpack\\files\\a b.onnx", "modelpack/files/a b.onnx")]
    [InlineData("package/data.bin", "package/data.bin")]
    public void OtherFilesAreItsOwn(string entry, string name) => Assert.Equal((name, true), (PackageParts.Name(entry), PackageParts.IsContent(PackageParts.Name(entry))));

    [Fact]
    public void ASignatureIsAFileThatFeedsMayChange() => Assert.Equal((false, false), (PackageParts.IsPackaging(PackageParts.Signature), PackageParts.IsContent(PackageParts.Signature)));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/../../b")]
    [InlineData("..\\b")]
    [InlineData("%2e%2e%5Cb")]
    [InlineData("C:\\b")]
    [InlineData("a%00b")]
    public void WhatLeadsOutIsFoundHoweverItIsSpelled(string entry) => Assert.True(PackageParts.LeadsOut(PackageParts.Name(entry)));

    [Fact]
    public void AnEntryWithBackslashesIsReadAsNuGetOnWindowsUnpacksIt()
    {
        using NupkgContent content = TestArchive.Open(TestArchive.Of("modelpack\\a.txt", "x"));

        Assert.Equal(["modelpack/a.txt"], content.Entries);
    }
}
