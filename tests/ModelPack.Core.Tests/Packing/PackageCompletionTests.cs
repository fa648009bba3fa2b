using System.IO.Compression;
using ModelPack.Core.Attestations;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Packing;

public sealed class PackageCompletionTests
{
    [Theory]
    [InlineData("1.0.0", false, "lacks 'labels.txt'")]
    [InlineData("1.0.0", true, "holds another 'labels.txt'")]
    [InlineData("2.0.0", false, "manifest of Contoso.Model 1.0.0")]
    public void APackageThatIsNotWhatItsManifestSaysNeverArrives(string version, bool withOtherBytes, string complaint)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.Build();
        project.Prepare();
        string written = project.Folder["nupkg"];
        string name = $"Contoso.Model.{version}.nupkg";
        Directory.CreateDirectory(written);
        using (ZipArchive archive = ZipFile.Open(Path.Combine(written, name), ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(project.Staged("modelpack/modelpack.json"), "modelpack/modelpack.json");
            if (withOtherBytes)
            {
                archive.CreateEntryFromFile(project.Folder.Write("other", "b\n"), "modelpack/files/labels.txt");
            }
        }

        string former = project.Folder.Write($"out/{name}", "former");

        string? summary = PackageCompletion.Finish(project.StateFolder, written, project.Folder["out"], "Contoso.Model", version, 0, out Problem? problem);

        Assert.Null(summary);
        Assert.Equal(DiagnosticCodes.IncompletePackage, problem!.Code);
        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
        Assert.Equal("former", File.ReadAllText(former));
    }

    [Theory]
    [InlineData(PackageLayout.Sbom)]
    [InlineData(PackageLayout.Provenance)]
    public void AnAttestationThatWasEditedOrIsOfAnotherManifestNeverArrives(string path)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.Build();
        project.Prepare();
        string staged = project.Staged("");
        byte[] sound = File.ReadAllBytes(project.Staged(path));
        ModelManifest other = ModelManifest.Load(project.Staged(PackageLayout.Manifest));
        other.Version = "2.0.0";
        byte[] ofAnother = path == PackageLayout.Sbom ? CycloneDxBom.Write(other) : ProvenanceStatement.Write(other);
        Assert.NotEqual(sound, ofAnother);

        Assert.Null(Complaint(sound));
        foreach (byte[] edited in (byte[][])[ofAnother, [], [.. sound, (byte)' '], sound[..^1], [(byte)(sound[0] ^ 1), .. sound[1..]]])
        {
            Assert.Equal($"holds a '{path}' of another manifest", Complaint(edited));
        }

        string? Complaint(byte[] content)
        {
            File.WriteAllBytes(project.Staged(path), content);
            string package = project.Folder["a.nupkg"];
            File.Delete(package);
            ZipFile.CreateFromDirectory(staged, package);
            return PackageCheck.Complaint(package, "Contoso.Model", "1.0.0");
        }
    }
}
