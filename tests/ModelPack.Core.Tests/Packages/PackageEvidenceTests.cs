using System.Text;
using ModelPack.Core.Attestations;
using ModelPack.Core.Checklists;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Tests.Packages;

/// <summary>What a package says of itself proves something only while it is what the manifest gives, byte for byte.</summary>
public sealed class PackageEvidenceTests : IDisposable
{
    /// <summary>Elements that rest on the bill of materials.</summary>
    private static readonly string[] OfTheBill = ["G7AI-MD-02", "G7AI-MD-03", "G7AI-MD-04"];

    private readonly PackedModel _model = new();

    [Fact]
    public void ASoundPackageProvesWhatItSays()
    {
        using NupkgContent package = new(_model.Package);
        (PackageEvidence evidence, IReadOnlyList<ChecklistElement> elements) = Evaluate(package);

        Assert.True(evidence.DigestHolds);
        Assert.False(evidence.Signed);
        Assert.All(evidence.Files, file => Assert.Equal(FileState.Verified, file.State));
        Assert.Equal(OfTheBill, Proven(elements).Intersect(OfTheBill));
        Assert.Contains("G7AI-MDL-02", Proven(elements));
        Assert.Equal((AttestationState.OfThisManifest, AttestationState.OfThisManifest), (evidence.SbomState, evidence.StatementState));
    }

    [Fact]
    public void AnEditedBillProvesNothing()
    {
        string bill = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_model.Staged, PackageLayout.Sbom)));
        foreach (string edited in (string[])[bill.Replace("Contoso.Model", "Contoso.Other", StringComparison.Ordinal), bill + " ", bill[..^10], "{}", ""])
        {
            using NupkgContent package = _model.With((PackageLayout.Sbom, Encoding.UTF8.GetBytes(edited)));
            (_, IReadOnlyList<ChecklistElement> elements) = Evaluate(package);

            Assert.DoesNotContain(Proven(elements), id => id.StartsWith("G7AI-MD-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void AnEditedStatementIsNoEvidence()
    {
        string statement = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_model.Staged, PackageLayout.Provenance)));
        foreach (byte[]? edited in new[] { Encoding.UTF8.GetBytes(statement.Replace(_model.Manifest.Files[0].Sha256, new string('0', 64), StringComparison.Ordinal)), Encoding.UTF8.GetBytes("{}"), null })
        {
            using NupkgContent package = _model.With((PackageLayout.Provenance, edited));

            Assert.Equal(edited is null ? AttestationState.Missing : AttestationState.Other, Evaluate(package).Evidence.StatementState);
        }
    }

    [Fact]
    public void DocumentsOfAnotherManifestProveNothing()
    {
        ModelManifest other = ModelManifest.Load(new MemoryStream(_model.Manifest.ToUtf8Bytes()), "x");
        other.Description = "Another one.";
        other.Version = "2.0.0";
        using NupkgContent package = _model.With((PackageLayout.Sbom, CycloneDxBom.Write(other)), (PackageLayout.Provenance, ProvenanceStatement.Write(other)));
        (PackageEvidence evidence, IReadOnlyList<ChecklistElement> elements) = Evaluate(package);

        Assert.DoesNotContain(Proven(elements), id => id.StartsWith("G7AI-MD-", StringComparison.Ordinal));
        Assert.Equal((AttestationState.Other, AttestationState.Other), (evidence.SbomState, evidence.StatementState));
    }

    [Fact]
    public void AManifestThatWasEditedIsNotThatOfItsDocuments()
    {
        ModelManifest edited = ModelManifest.Load(new MemoryStream(_model.Manifest.ToUtf8Bytes()), "x");
        edited.License = "MIT";
        using NupkgContent package = _model.With((PackageLayout.Manifest, edited.ToUtf8Bytes()));
        (_, IReadOnlyList<ChecklistElement> elements) = Evaluate(package);

        Assert.DoesNotContain(Proven(elements), id => id.StartsWith("G7AI-MD-", StringComparison.Ordinal));
    }

    [Fact]
    public void ADigestThatIsNotThatOfTheFilesDoesNotHold()
    {
        ModelManifest edited = ModelManifest.Load(new MemoryStream(_model.Manifest.ToUtf8Bytes()), "x");
        edited.Files.RemoveAt(0);
        using NupkgContent package = _model.With((PackageLayout.Manifest, edited.ToUtf8Bytes()));
        (PackageEvidence evidence, IReadOnlyList<ChecklistElement> elements) = Evaluate(package);

        Assert.False(evidence.DigestHolds);
        Assert.DoesNotContain("G7AI-MDL-02", Proven(elements));
    }

    [Fact]
    public void AChangedOrMissingFileProvesNothing()
    {
        using NupkgContent changed = _model.With(($"{PackageLayout.Files}/{PackedModel.Inline}", "other"u8.ToArray()));
        Assert.DoesNotContain("G7AI-MDL-02", Proven(Evaluate(changed).Elements));

        foreach (string payload in Directory.GetFiles(_model.Payloads))
        {
            File.Delete(payload);
        }

        using NupkgContent alone = new(_model.Package);
        (PackageEvidence evidence, IReadOnlyList<ChecklistElement> elements) = Evaluate(alone);
        Assert.Contains(evidence.Files, file => file.State == FileState.NotHere);
        Assert.DoesNotContain("G7AI-MDL-02", Proven(elements));
    }

    [Theory]
    [InlineData(".signature.p7s")]
    [InlineData("modelpack/model.sig")]
    public void ASignatureIsSeen(string path)
    {
        using NupkgContent package = _model.With((path, [1]));

        Assert.True(Evaluate(package).Evidence.Signed);
    }

    public void Dispose() => _model.Dispose();

    private (PackageEvidence Evidence, IReadOnlyList<ChecklistElement> Elements) Evaluate(NupkgContent package)
    {
        ModelManifest manifest = PackageManifests.Read(package);
        PackageModelFiles files = new(package, manifest, _model.Places);
        PackageEvidence evidence = PackageEvidence.Of(package, manifest, [.. manifest.Files.Select(file => files.Verify(file, TestContext.Current.CancellationToken))]);
        return (evidence, G7Checklist.Evaluate(evidence.ForChecklist));
    }

    private static string[] Proven(IReadOnlyList<ChecklistElement> elements) => [.. elements.Where(element => element.Status == ElementStatus.Proven).Select(element => element.Id)];

    /// <summary>The statement of how the package was made is one, while it holds.</summary>
}
