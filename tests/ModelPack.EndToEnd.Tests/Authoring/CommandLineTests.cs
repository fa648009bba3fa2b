using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>The options of <c>dotnet build</c>, <c>pack</c> and <c>clean</c>, as people know them from code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    public CommandLineTests()
    {
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add(1));
    }

    [Fact]
    public async Task PackWithoutBuildTakesWhatWasBuiltAndOnlyThat()
    {
        (await author.DotNet("M", "restore")).ShouldSucceed();
        CommandResult before = await author.Pack("M", "--no-build");
        (await author.Build("M")).ShouldSucceedWithoutWarnings();
        CommandResult after = await author.Pack("M", "--no-build");
        string sha256 = author.Package("M").Sha256;
        author.Write("M/model.onnx", TinyModels.Add(2));
        CommandResult changed = await author.Pack("M", "--no-build");
        File.Delete(author["M/model.onnx"]);
        CommandResult removed = await author.Pack("M", "--no-build");

        before.ShouldFailOnlyWith("MP4001");
        after.ShouldSucceedWithoutWarnings();
        changed.ShouldFailOnlyWith("MP4002");
        changed.ShouldSay(author["M/model.onnx"]);
        removed.ShouldFailOnlyWith("MP4002");
        Assert.Equal(sha256, author.Package("M").Sha256);
    }

    [Fact]
    public async Task PackWithoutAnyRestoreSaysWhatToDo()
    {
        CommandResult result = await author.Pack("M", "--no-build");

        result.ShouldFailOnlyWith("MP4001");
        Assert.False(Directory.Exists(author["out"]));
    }

    [Fact]
    public async Task ConfigurationVersionAndSuffixAreTaken()
    {
        author.Project("M", AuthorWorkspace.Unvalidated + "<VersionPrefix>2.1.0</VersionPrefix>");

        (await author.DotNet("M", "pack", "-c", "Debug", "--version-suffix", "git.5.g1a2b3c4")).ShouldSucceedWithoutWarnings();
        (await author.DotNet("M", "pack", "-p:Version=03.1.0+sha.1")).ShouldSucceedWithoutWarnings();
        (await author.DotNet("M", "pack", "-p:PackageVersion=4.0.0")).ShouldSucceedWithoutWarnings();

        Assert.Equal("2.1.0-git.5.g1a2b3c4", new PackageFile(author["M/bin/Debug/M.2.1.0-git.5.g1a2b3c4.nupkg"]).Manifest.Version);
        Assert.Equal("3.1.0", new PackageFile(author["M/bin/Release/M.3.1.0.nupkg"]).Manifest.Version);
        Assert.Equal("4.0.0", new PackageFile(author["M/bin/Release/M.4.0.0.nupkg"]).Manifest.Version);
        Assert.Equal(["Debug/M.2.1.0-git.5.g1a2b3c4.nupkg", "Release/M.3.1.0.nupkg", "Release/M.4.0.0.nupkg"], author.Workspace.Files("M/bin"));
    }

    [Fact]
    public async Task ABuildCanPackAndCleanRemovesWhatItMade()
    {
        author.Project("M", AuthorWorkspace.Unvalidated + "<GeneratePackageOnBuild>true</GeneratePackageOnBuild>");

        (await author.Build("M")).ShouldSucceedWithoutWarnings();
        Assert.Equal(["model.onnx"], new PackageFile(author["M/bin/Debug/M.1.0.0.nupkg"]).Files());
        CommandResult second = await author.Build("M");
        author.Write("M/model.onnx", TinyModels.Add(2));
        (await author.Build("M")).ShouldSucceedWithoutWarnings();
        byte[] packed = new PackageFile(author["M/bin/Debug/M.1.0.0.nupkg"]).ReadBytes("modelpack/files/model.onnx");
        (await author.DotNet("M", "clean")).ShouldSucceedWithoutWarnings();

        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        Assert.Equal(TinyModels.Add(2), packed);
        Assert.Empty(author.Workspace.Files("M/bin"));
        Assert.False(Directory.Exists(author["M/obj/modelpack"]));
    }

    public void Dispose() => author.Dispose();
}
