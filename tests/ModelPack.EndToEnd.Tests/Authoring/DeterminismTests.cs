using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Same content, same bytes: wherever, whenever and in whatever time zone it is packed.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    public DeterminismTests() => Write("a");

    [Fact]
    public async Task WithoutGitTwoFoldersGiveTheSamePackage()
    {
        Write("elsewhere/b");

        PackageFile first = await Pack("a");
        author.Workspace.Commands.Environment["TZ"] = "Asia/Tokyo";
        author.Workspace.Commands.Environment["LANG"] = "de_DE.UTF-8";
        PackageFile second = await Pack("elsewhere/b");

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Null(first.Manifest.Created);
    }

    [Fact]
    public async Task WithSourceDateEpochTwoFoldersGiveTheSamePackage()
    {
        Write("elsewhere/b");
        author.Workspace.Commands.Environment["SOURCE_DATE_EPOCH"] = "1700000000";

        PackageFile first = await Pack("a");
        author.Workspace.Commands.Environment["TZ"] = "Asia/Tokyo";
        PackageFile second = await Pack("elsewhere/b");

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), first.Manifest.Created);
    }

    [Fact]
    public async Task TwoClonesOfOneCommitGiveTheSamePackage()
    {
        author.Write("a/.gitignore", "bin/\nobj/\n");
        foreach (string[] command in (string[][])[["init", "-b", "main"], ["add", "."], ["commit", "-m", "First"], ["tag", "v1"], ["remote", "add", "origin", "https://user:secret@contoso.example/m.git"]])
        {
            (await author.Workspace.Git("a", command)).ShouldSucceed();
        }

        (await author.Workspace.Git(".", "clone", "a", "elsewhere/b")).ShouldSucceed();
        (await author.Workspace.Git("elsewhere/b", "remote", "set-url", "origin", "https://contoso.example/m.git")).ShouldSucceed();

        PackageFile first = await Pack("a", "MP3006");
        author.Workspace.Commands.Environment["TZ"] = "Asia/Tokyo";
        PackageFile second = await Pack("elsewhere/b");

        Assert.Equal(first.Sha256, second.Sha256);
        ModelCode code = first.Manifest.Code!;
        Assert.Equal(("https://contoso.example/m.git", "main", "v1", false), (code.Repository, code.Branch, code.Tag, code.Dirty));
        Assert.Equal(40, code.Commit?.Length);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 14, 30, 0, TimeSpan.Zero), first.Manifest.Created);
    }

    [Fact]
    public async Task APackageRemadeAfterACleanIsTheSame()
    {
        PackageFile first = await Pack("a");
        string sha256 = first.Sha256;
        File.Delete(first.Path);
        (await author.DotNet("a", "clean", "-c", "Release")).ShouldSucceed();
        File.SetLastWriteTimeUtc(author["a/model.onnx"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        Assert.Equal(sha256, (await Pack("a")).Sha256);
    }

    public void Dispose() => author.Dispose();

    private void Write(string folder)
    {
        author.Write($"{folder}/M.csproj", AuthorWorkspace.ProjectText(AuthorWorkspace.Unvalidated, """<ModelDataset Include="data" /><ModelConfig Include="notes.txt" />"""));
        author.Write($"{folder}/model.onnx", TinyModels.Add());
        author.Write($"{folder}/notes.txt", "x");
        author.Write($"{folder}/data/1.csv", "1");
        author.Write($"{folder}/metrics.json", """{ "b": 1, "a": 2 }""");
    }

    private async Task<PackageFile> Pack(string folder, params IEnumerable<string> warnings)
    {
        CommandResult pack = (await author.DotNet(folder, "pack")).ShouldSucceed();
        Assert.Equal(warnings, pack.Warnings.Select(warning => warning.Split(':')[0]));
        return new PackageFile(author[$"{folder}/bin/Release/M.1.0.0.nupkg"]);
    }
}
