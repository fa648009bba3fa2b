using System.IO.Compression;
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
}
