using System.Text;
using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Tests.Packages;

public sealed class PackageManifestsTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void ASoundOneIsRead()
    {
        using PackedModel model = new();
        using NupkgContent package = new(model.Package);
        using FolderContent folder = new(model.Staged);

        Assert.Equal(model.Manifest.ToUtf8Bytes(), PackageManifests.Read(package).ToUtf8Bytes());
        Assert.Equal(model.Manifest.ToUtf8Bytes(), PackageManifests.Read(folder).ToUtf8Bytes());
        Assert.Equal(model.Manifest.ToUtf8Bytes(), PackageManifests.ReadFile(Path.Combine(model.Service(), ModelManifest.FileName)).ToUtf8Bytes());
    }

    [Fact]
    public void APackageWithoutOneIsNoModelPackage()
    {
        using NupkgContent package = TestArchive.Open(TestArchive.Of("lib/net10.0/a.dll", "x"));

        Problem problem = Assert.Throws<ModelPackException>(() => PackageManifests.Read(package)).Problem;

        Assert.Equal((DiagnosticCodes.NotAModelPackage, "a.nupkg"), (problem.Code, problem.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "id": null }""")]
    [InlineData("""{ "id": "A", "version": "1.0.0", "files": null }""")]
    [InlineData("""{ "id": "A", "version": "1.0.0", "files": [null] }""")]
    [InlineData("""{ "id": "A", "version": "1.0.0", "models": [null] }""")]
    [InlineData("""{ "id": "A", "version": "1.0.0", "payloads": [null] }""")]
    [InlineData("""{ "id": "A", "version": "1.0.0", "schemaVersion": 99 }""")]
    public void WhatIsNoManifestIsDamage(string text) => Damaged(text, "");

    [Theory]
    [InlineData("../a.txt")]
    [InlineData("a/../../b.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/a.txt")]
    [InlineData("a\\..\\b.txt")]
    [InlineData("")]
    [InlineData("con.txt")]
    [InlineData("a\u0007.txt")]
    public void APathOutOfTheFolderIsDamage(string path) => Damaged(With(file => file["path"] = path), "has the path");

    [Theory]
    [InlineData("sha256", "abc", "no SHA-256")]
    [InlineData("size", -1, "no SHA-256 or no size")]
    [InlineData("layout", "folded", "layout 'folded'")]
    [InlineData("layout", "exact", "shards")]
    [InlineData("layout", "tensor", "by tensor")]
    public void AFileThatCannotBeRightIsDamage(string name, object value, string complaint) => Damaged(With(file => file[name] = JsonValue.Create(value)), complaint);

    [Fact]
    public void ShardsWithoutPayloadsAreDamage() => Damaged(
        With(file =>
        {
            file["layout"] = "exact";
            file["shards"] = new JsonArray(Sha);
        }),
        "which no payload holds");

    [Fact]
    public void APayloadThatNamesAFolderElsewhereIsDamage() => Damaged(
        $$"""{ "id": "A", "version": "1.0.0", "payloads": [{ "id": "../../x.{{Sha[..32]}}", "version": "1.0.0", "sha256": "{{Sha}}", "size": 1 }] }""", "no package id");

    [Fact]
    public void TwoPathsThatDifferByCaseOnlyAreDamage() => Damaged($$"""
        { "id": "A", "version": "1.0.0", "files": [{ "path": "a.txt", "role": "config", "size": 1, "sha256": "{{Sha}}" }, { "path": "A.txt", "role": "config", "size": 1, "sha256": "{{Sha}}" }] }
        """, "cannot lie in one folder");

    [Theory]
    [InlineData("data")]
    [InlineData("metrics")]
    [InlineData("prompts")]
    [InlineData("retrieval")]
    [InlineData("endpoints")]
    [InlineData("evaluation")]
    [InlineData("parts")]
    [InlineData("baseModel")]
    [InlineData("registry")]
    [InlineData("lineage")]
    [InlineData("pipeline")]
    public void AnEntryThatIsNothingIsDamage(string list) => Damaged($$"""{ "id": "A", "version": "1.0.0", "{{list}}": [null] }""", $"null in the list '{list}'");

    [Fact]
    public void AnEntryThatIsNothingDeepInsideIsDamage() => Damaged("""{ "id": "A", "version": "1.0.0", "models": [{ "file": "a.onnx", "validations": [null] }] }""", "null in the list 'models[0].validations'");

    [Fact]
    public void HalfACharacterIsDamage() => Damaged("""{ "id": "A", "version": "1.0.0", "configuration": { "hyperparameters": { "a": "\ud800" } } }""", "a text that is none");

    [Fact]
    public void TwoModelsOfOneFileAreDamage() => Damaged("""{ "id": "A", "version": "1.0.0", "models": [{ "file": "a.onnx" }, { "file": "a.onnx" }] }""", "two models 'a.onnx'");

    [Fact]
    public void SizesThatNoFilesHaveAreDamage() => Damaged($$"""
        { "id": "A", "version": "1.0.0", "files": [{ "path": "a.txt", "role": "config", "size": {{long.MaxValue}}, "sha256": "{{Sha}}" }, { "path": "b.txt", "role": "config", "size": {{long.MaxValue}}, "sha256": "{{Sha}}" }] }
        """, "sizes that no files have");

    [Fact]
    public void AByteOrderMarkAndNullInSettingsAreNone()
    {
        using NupkgContent package = TestArchive.Open(TestArchive.Of((PackageLayout.Manifest, [.. "\uFEFF"u8, .. """{ "id": "A", "version": "1.0.0", "configuration": { "hyperparameters": { "a": [null] } } }"""u8])));

        Assert.Equal("A", PackageManifests.Read(package).Id);
    }

    [Fact]
    public void ATooLargeOneIsNotRead()
    {
        byte[] large = new byte[PackageManifests.MaximumSize + 1];
        using NupkgContent package = TestArchive.Open(TestArchive.Of((PackageLayout.Manifest, large)));
        using TempFolder folder = new();
        string file = folder.Write(ModelManifest.FileName, large);

        Assert.Contains("is larger than", Assert.Throws<ModelPackException>(() => PackageManifests.Read(package)).Problem.Message, StringComparison.Ordinal);
        Assert.Contains("is larger than", Assert.Throws<ModelPackException>(() => PackageManifests.ReadFile(file)).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneThatLiesAboutItsSizeIsNotUnpacked()
    {
        using NupkgContent package = TestArchive.Open(TestArchive.Stating(TestArchive.Of((PackageLayout.Manifest, new byte[50_000_000])), 10));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(DiagnosticCodes.DamagedModelPackage, Assert.Throws<ModelPackException>(() => PackageManifests.Read(package)).Problem.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5_000_000);
    }

    [Fact]
    public void AFileThatIsNotThereCannotBeRead() =>
        Assert.Equal(DiagnosticCodes.UnreadablePackage, Assert.Throws<ModelPackException>(() => PackageManifests.ReadFile(Path.Combine(Path.GetTempPath(), "modelpack-none", "modelpack.json"))).Problem.Code);

    private static string With(Action<JsonObject> change)
    {
        JsonObject file = new() { ["path"] = "a.txt", ["role"] = "config", ["size"] = 1, ["sha256"] = Sha };
        change(file);
        return new JsonObject { ["id"] = "A", ["version"] = "1.0.0", ["files"] = new JsonArray(file) }.ToJsonString();
    }

    private static void Damaged(string manifest, string complaint)
    {
        using NupkgContent package = TestArchive.Open(TestArchive.Of((PackageLayout.Manifest, Encoding.UTF8.GetBytes(manifest))));

        Problem problem = Assert.Throws<ModelPackException>(() => PackageManifests.Read(package)).Problem;

        Assert.Equal(DiagnosticCodes.DamagedModelPackage, problem.Code);
        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }
}
