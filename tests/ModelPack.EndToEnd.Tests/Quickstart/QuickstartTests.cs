namespace ModelPack.EndToEnd.Tests.Quickstart;

/// <summary>The first command of the README.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task OneCommandGoesFromTrainingToARollbackAndWritesNothingToTheUsersPackages()
    {
        using Workspace workspace = new();
        if (FallbackPackages.Folder is { } users)
        {
            // The quickstart is told of the user's package folder as any build is.
            workspace.Commands.Environment["NUGET_PACKAGES"] = users;
        }

        CommandResult result = await workspace.DotNet.Run(ProductPackages.Repository, "build", Path.Combine("build", "Quickstart.proj"), $"-p:QuickstartFolder={workspace["quickstart"]}");

        result.ShouldSucceedWithoutWarnings();
        int newVersion = result.Output.IndexOf("\"version\": \"1.1.0\"", StringComparison.Ordinal);
        int oldVersion = result.Output.IndexOf("\"version\": \"1.0.0\"", StringComparison.Ordinal);
        int next = result.Output.IndexOf("Try next", StringComparison.Ordinal);
        Assert.True(newVersion >= 0 && newVersion < oldVersion && oldVersion < next, result.Output);
        result.ShouldSay("validated in ONNX Runtime").ShouldSay("\"accuracy\":").ShouldSay("\"trainingData\":");
        FolderFeed feed = new(workspace["quickstart/feed"]);
        PackageFile package = feed.Open("LanguageId", "1.1.0");
        result.ShouldSay(package.Manifest.Digest).ShouldSay(feed.Open("LanguageId", "1.0.0").Manifest.Digest);
        Assert.False(Directory.Exists(Path.Combine(workspace.Commands.Environment.GetValueOrDefault("NUGET_PACKAGES") ?? workspace.PackagesFolder, "modelpack.sdk")));
    }
}
