using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class GitImporterTests
{
    [Fact]
    public void ACheckoutOfTheTrainingCodeIsRead()
    {
        using TestProject project = new();
        project.Folder.Write("trainer/train.py", "x");
        Git(project, "init", "-q", "-b", "main");
        Git(project, "add", ".");
        Git(project, "commit", "-q", "-m", "first");
        Git(project, "remote", "add", "origin", "https://user:secret@example.com/trainer.git?token=abcdef");
        project.Folder.Write("trainer/train.py", "y");
        project.Include(ModelItemKind.Lineage, "../trainer", ("EntryPoint", "train.py"));

        ModelManifest manifest = project.BuildManifest();

        ModelCode code = manifest.TrainingCode!;
        Assert.Equal(Git(project, "rev-parse", "HEAD").Trim(), code.Commit);
        Assert.Equal(("https://example.com/trainer.git?token=***", "main", true, "train.py"), (code.Repository, code.Branch, code.Dirty, code.TrainingEntryPoint));
        Assert.Equal(["train.py"], code.DirtyFiles);
        Assert.Equal(("Git", "../trainer", code.Commit, "trainingCode"), (manifest.Lineage![0].Kind, manifest.Lineage[0].File, manifest.Lineage[0].Revision, manifest.Lineage[0].Facts![0]));
    }

    [Fact]
    public void ANewCommitOfTheTrainingCodeIsNoticed()
    {
        using TestProject project = new();
        project.Folder.Write("trainer/train.py", "x");
        Git(project, "init", "-q", "-b", "main");
        Git(project, "commit", "-q", "--allow-empty", "-m", "first");
        project.Include(ModelItemKind.Lineage, "../trainer");
        string before = project.BuildManifest().TrainingCode!.Commit!;

        Git(project, "commit", "-q", "--allow-empty", "-m", "second");

        Assert.NotEqual(before, project.BuildManifest().TrainingCode!.Commit);
    }

    [Fact]
    public void AChangeOfTheTrainingCodeIsNoticed()
    {
        using TestProject project = new();
        string file = project.Folder.Write("trainer/train.py", "x");
        Git(project, "init", "-q", "-b", "main");
        Git(project, "add", ".");
        Git(project, "commit", "-q", "-m", "first");
        project.Include(ModelItemKind.Lineage, "../trainer");
        Assert.False(project.BuildManifest().TrainingCode!.Dirty);

        File.WriteAllText(file, "y");

        Assert.True(project.BuildManifest().TrainingCode!.Dirty);
        Assert.True(project.Build().UpToDate);
    }

    [Fact]
    public void CommitAndAddressMayBeGivenInstead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, "trainer", ("Kind", "Git"), ("Repository", "https://x:y@example.com/trainer.git"), ("Commit", "0123456789012345678901234567890123456789"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("https://example.com/trainer.git", "0123456789012345678901234567890123456789"), (manifest.TrainingCode!.Repository, manifest.TrainingCode.Commit));
        Assert.Null(manifest.Lineage![0].Sha256);
        Assert.Equal(DiagnosticCodes.SecretMasked, Assert.Single(project.LineageProblems).Code);
    }

    [Fact]
    public void AFolderWithoutACommitIsAnError()
    {
        using TestProject project = new();
        Directory.CreateDirectory(project.Folder["trainer"]);
        project.Include(ModelItemKind.Lineage, "../trainer", ("Kind", "Git"));

        Assert.Equal(DiagnosticCodes.BadLineageFile, project.BuildError().Code);
    }

    private static string Git(TestProject project, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", .. arguments])
        {
            WorkingDirectory = project.Folder["trainer"],
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
