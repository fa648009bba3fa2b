using System.Text;

using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tests.Tasks;

public sealed class PackagePlannerTests : IDisposable
{
    private readonly MaterializerFixture fixture = new();

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/windows")]
    [InlineData("a\\b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    [InlineData("a\u0007")]
    [InlineData("CON.txt")]
    [InlineData("a./b")]
    [InlineData("modelpack.json")]
    public void APathThatMayLeaveTheFolderIsRefusedAndNothingIsWritten(string path)
    {
        PackageItem package = Hostile(model => model.Manifest.Files[0].Path = path);

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.PathRefused, Assert.Single(result.Problems).Code);
        Assert.Empty(fixture.Files());
    }

    [Theory]
    [InlineData("A")]
    [InlineData("a")]
    [InlineData("a/b")]
    public void PathsThatClashAreRefused(string other)
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1").With("y", "1"));
        Rewrite(package, manifest =>
        {
            manifest.Files[0].Path = "a";
            manifest.Files[1].Path = other;
        });

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.PathsClash, Assert.Single(result.Problems).Code);
        Assert.Empty(fixture.Files());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "id": "M", "files": null }""")]
    [InlineData("""{ "id": "M", "files": [ null ] }""")]
    [InlineData("""{ "id": "M", "files": [ { "path": "a", "sha256": "00" } ] }""")]
    public void AManifestThatIsNoneIsRefused(string text)
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1"));
        File.WriteAllText(package.Manifest, text);

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.ManifestUnreadable, Assert.Single(result.Problems).Code);
        Assert.Contains("dotnet nuget locals", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingManifestIsRefused()
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1"));
        File.Delete(package.Manifest);

        Assert.Equal(RuntimeDiagnosticCodes.ManifestUnreadable, Assert.Single(fixture.Run(package).Problems).Code);
    }

    [Fact]
    public void AManifestOfANewerFormatSaysWhatToUpdate()
    {
        PackageItem package = Hostile(model => model.Manifest.SchemaVersion = ModelManifest.CurrentSchemaVersion + 1);

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.ManifestTooNew, Assert.Single(result.Problems).Code);
        Assert.Contains("Update ModelPack.Runtime", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AManifestOfAnotherDigestIsRefused()
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1")) with { Digest = "sha256:" + new string('0', 64) };

        Assert.Equal(RuntimeDiagnosticCodes.ManifestDamaged, Assert.Single(fixture.Run(package).Problems).Code);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("nul")]
    public void ASlotThatIsNoFolderNameIsRefused(string slot)
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1"), slot);

        Assert.Equal(RuntimeDiagnosticCodes.SlotRefused, Assert.Single(fixture.Run(package).Problems).Code);
        Assert.Empty(fixture.Files());
    }

    [Fact]
    public void TwoModelsOfOneSlotAreRefused()
    {
        PackageItem first = fixture.Restore(new HandMadeModel("M", "1.0.0").With("x", "1"), "same");
        PackageItem second = fixture.Restore(new HandMadeModel("N", "1.0.0").With("x", "1"), "SAME");

        Assert.Equal(RuntimeDiagnosticCodes.SlotTaken, Assert.Single(fixture.Run(first, second).Problems).Code);
    }

    [Theory]
    [InlineData("only-a-path")]
    [InlineData("a\trelative\t{0}\t1")]
    [InlineData("a\t/x\tnone\t1")]
    [InlineData("a\t/x\t{0}\t-1")]
    public void AFileMapThatIsNoneIsRefused(string line)
    {
        PackageItem project = Project(line.Replace("{0}", new string('0', 64), StringComparison.Ordinal));

        Assert.Equal(RuntimeDiagnosticCodes.FileMapUnreadable, Assert.Single(fixture.Run(project).Problems).Code);
    }

    [Fact]
    public void AFileOfAProjectThatChangedSinceIsRefused()
    {
        string source = Path.Combine(Directory.CreateDirectory(fixture["author"]).FullName, "m.onnx");
        File.WriteAllText(source, "later");
        PackageItem project = Project($"m.onnx\t{source}\t{new string('0', 64)}\t5");

        Assert.Equal(RuntimeDiagnosticCodes.ProjectFileChanged, Assert.Single(fixture.Run(project).Problems).Code);
    }

    public void Dispose() => fixture.Dispose();

    private PackageItem Project(string map)
    {
        PackageItem package = fixture.Restore(new HandMadeModel("M", "1.0.0").With("m.onnx", "1"));
        File.WriteAllText(fixture["map.tsv"], map + "\n");
        return package with { FilesRoot = "", FileMap = fixture["map.tsv"] };
    }

    private PackageItem Hostile(Action<HandMadeModel> change)
    {
        HandMadeModel model = new HandMadeModel("M", "1.0.0").With("x", "1");
        PackageItem package = fixture.Restore(model);
        Rewrite(package, _ => change(model), model.Manifest);
        return package;
    }

    private static void Rewrite(PackageItem package, Action<ModelManifest> change, ModelManifest? manifest = null)
    {
        manifest ??= ModelManifest.Load(package.Manifest);
        change(manifest);
        File.WriteAllText(package.Manifest, Encoding.UTF8.GetString(manifest.ToUtf8Bytes()));
    }
}
