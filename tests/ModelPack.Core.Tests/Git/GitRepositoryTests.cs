using System.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Tests.Git;

public sealed class GitRepositoryTests
{
    [Fact]
    public void AFolderOutsideAnyCheckoutHasNoFacts()
    {
        using TempFolder folder = new();

        Assert.Null(GitRepository.Read(folder.Path, []));
    }

    [Fact]
    public void CommitBranchTagRemoteAndTimeAreRead()
    {
        using TempFolder folder = Checkout();
        Git(folder, "tag", "v1.9.0");
        Git(folder, "tag", "-a", "v1.10.0", "-m", "x");
        Git(folder, "remote", "add", "origin", "https://user:secret@example.com/team/models.git");

        GitFacts facts = GitRepository.Read(folder.Path, [])!;

        Assert.Equal(Git(folder, "rev-parse", "HEAD").Trim(), facts.Commit);
        Assert.Equal(("main", "v1.10.0", "https://example.com/team/models.git", false), (facts.Branch, facts.Tag, facts.Repository, facts.Dirty));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), facts.CommitTime);
    }

    [Theory]
    [InlineData("https://user:secret@example.com/a.git", true)]
    [InlineData("https://ghp_abcdefghijklmnopqrstuvwxyz@example.com/a.git", true)]
    [InlineData("https://0123456789abcdef0123456789abcdef@example.com/a.git", true)]
    [InlineData("https://example.com/a.git?private_token=abcdef123", true)]
    [InlineData("https://gitlab-ci-token:abcdef@example.com/a.git", false)]
    [InlineData("https://contoso@dev.azure.com/contoso/p/_git/a", false)]
    [InlineData("ssh://git@example.com/a.git", false)]
    [InlineData("git@example.com:team/a.git", false)]
    [InlineData("https://example.com/a.git", false)]
    [InlineData(@"C:\repositories\a", false)]
    public void CredentialsInTheRemoteAreToldUnlessTheyAreABuildServers(string url, bool isTold)
    {
        using TempFolder folder = Checkout();
        File.AppendAllText(folder[".git/config"], $"[remote \"origin\"]\n\turl = {url}\n");

        Assert.Equal(isTold, GitRepository.Read(folder.Path, [])!.RemoteHeldSecret);
        Assert.Equal(isTold, GitFolder.Find(folder["."])!.Read().RemoteHeldSecret);
    }

    [Fact]
    public void AChangedTrackedFileMakesItDirty()
    {
        using TempFolder folder = Checkout();
        folder.Write("tracked.txt", "changed");

        Assert.True(GitRepository.Read(folder.Path, [])!.Dirty);
    }

    [Fact]
    public void OnlyAnUntrackedFileThatIsPackedMakesItDirty()
    {
        using TempFolder folder = Checkout();
        string packed = folder.Write("sub/é model.onnx", "x");
        folder.Write("notes.txt", "x");

        Assert.False(GitRepository.Read(folder.Path, [])!.Dirty);
        Assert.True(GitRepository.Read(folder["sub"], [packed])!.Dirty);
    }

    [Fact]
    public void AnIgnoredFileDoesNotMakeItDirty()
    {
        using TempFolder folder = Checkout();
        string packed = folder.Write("model.onnx", "x");
        File.WriteAllText(folder[".git/info/exclude"], "*.onnx\n");

        Assert.False(GitRepository.Read(folder.Path, [packed])!.Dirty);
    }

    [Fact]
    public void TheFilesTellMostOfItWithoutGit()
    {
        using TempFolder folder = Checkout();
        Git(folder, "tag", "-a", "v1.0.0", "-m", "x");
        Git(folder, "pack-refs", "--all");

        GitFacts facts = GitFolder.Find(folder["."])!.Read();

        Assert.Equal((Git(folder, "rev-parse", "HEAD").Trim(), "main", "v1.0.0", null), (facts.Commit, facts.Branch, facts.Tag, facts.Dirty));
    }

    [Fact]
    public void ALinkedWorkTreeIsRead()
    {
        using TempFolder folder = Checkout();
        Git(folder, "worktree", "add", "-q", "-b", "side", "linked");

        GitFacts withGit = GitRepository.Read(folder["linked"], [])!;
        GitFacts withoutGit = GitFolder.Find(folder["linked"])!.Read();

        Assert.Equal((withGit.Commit, "side"), (withoutGit.Commit, withoutGit.Branch));
        Assert.Equal("side", withGit.Branch);
    }

    [Fact]
    public void DirtyFilesAreNamedFromTheTop()
    {
        using TempFolder folder = Checkout();
        folder.Write("tracked.txt", "changed");
        string packed = folder.Write("sub/é model.onnx", "x");

        Assert.Equal(["sub/é model.onnx", "tracked.txt"], GitRepository.Read(folder.Path, [packed])!.DirtyFiles);
    }

    [Fact]
    public void GtoTagsAreVersionsAndStagesOfTheCommit()
    {
        using TempFolder folder = Checkout();
        Git(folder, "tag", "-a", "pool-seg@v1.0.0", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg@v1.0.1", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg@v1.0.1!", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg#prod#1", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg#dev#2", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg#staging#3", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg#staging!#4", "-m", "x");
        Git(folder, "tag", "-a", "models=other#qa", "-m", "x");
        Git(folder, "tag", "v2.0.0");
        Git(folder, "commit", "-q", "--allow-empty", "-m", "second");
        Git(folder, "tag", "-a", "pool-seg@v2.0.0", "-m", "x");
        Git(folder, "tag", "-a", "pool-seg#prod#5", "-m", "x");

        IReadOnlyList<ModelRegistration> second = GitRepository.Read(folder.Path, [])!.Registrations;
        Git(folder, "checkout", "-q", "HEAD~1");
        IReadOnlyList<ModelRegistration> first = GitRepository.Read(folder.Path, [])!.Registrations;

        Assert.Equal(["pool-seg v2.0.0 prod"], second.Select(entry => $"{entry.Name} {entry.Version} {string.Join(",", entry.Stages ?? [])}"));
        Assert.Equal(["models:other  qa", "pool-seg v1.0.0 dev"], first.Select(entry => $"{entry.Name} {entry.Version} {string.Join(",", entry.Stages ?? [])}"));
        Assert.All(first, entry => Assert.Equal(("GTO", "t", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), (entry.Registry, entry.Actor, entry.Updated)));
    }

    [Theory]
    [InlineData("https://user:token@example.com/a.git", "https://example.com/a.git")]
    [InlineData("https://token@example.com/a@b.git", "https://example.com/a@b.git")]
    [InlineData("https://example.com/a@b.git", "https://example.com/a@b.git")]
    [InlineData("git@example.com:team/a.git", "git@example.com:team/a.git")]
    [InlineData("https://example.com/a.git?token=abcdef&x=1", "https://example.com/a.git?token=***&x=1")]
    [InlineData("https://example.com/a.git?private_token=abcdef", "https://example.com/a.git?private_token=***")]
    public void CredentialsAreStripped(string url, string expected) => Assert.Equal(expected, Secrets.Without(url));

    [Fact]
    public void TheNameOfTheUserIsRead()
    {
        using TempFolder folder = Checkout();
        Git(folder, "config", "user.name", "Jürgen Müller");

        Assert.Equal("Jürgen Müller", GitRepository.UserName(folder.Path));
    }

    private static TempFolder Checkout()
    {
        TempFolder folder = new();
        Git(folder, "init", "-q", "-b", "main");
        folder.Write("tracked.txt", "x");
        Git(folder, "add", ".");
        Git(folder, "commit", "-q", "-m", "first");
        return folder;
    }

    private static string Git(TempFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_COMMITTER_DATE"] = "1700000000 +0000";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
