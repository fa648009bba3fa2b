using System.IO.Compression;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Packing;

public sealed class PackageCompletionTests
{
    [Fact]
    public void APackageThatLacksAFileOfItsManifestNeverArrives()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.Build();
        project.Prepare();
        string written = project.Folder["nupkg"];
        Directory.CreateDirectory(written);
        using (ZipArchive archive = ZipFile.Open(Path.Combine(written, "Contoso.Model.1.0.0.nupkg"), ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(project.Staged("modelpack/modelpack.json"), "modelpack/modelpack.json");
        }

        string former = project.Folder.Write("out/Contoso.Model.1.0.0.nupkg", "former");

        string? summary = PackageCompletion.Finish(project.StateFolder, written, project.Folder["out"], out Problem? problem);

        Assert.Null(summary);
        Assert.Equal(DiagnosticCodes.IncompletePackage, problem!.Code);
        Assert.Contains("labels.txt", problem.Message, StringComparison.Ordinal);
        Assert.Equal("former", File.ReadAllText(former));
    }
}
