using System.Text.RegularExpressions;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>A pack that is killed, runs out of disk, or packs files that change meanwhile.</summary>
public sealed partial class InterruptionTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    [Theory]
    [InlineData("AfterTargets=\"ResolveReferences\"")]
    [InlineData("AfterTargets=\"ModelPackValidateModels\"")]
    [InlineData("AfterTargets=\"ModelPackPreparePackage\"")]
    [InlineData("AfterTargets=\"_ModelPackRedirectPackage\"")]
    [InlineData("AfterTargets=\"GenerateNuspec\"")]
    public async Task AfterAKilledPackTheNextOneWorks(string moment)
    {
        Project(moment, """<Message Importance="high" Text="HERE" /><Exec Command="sleep 600" />""");
        author.Write("M/model.onnx", TinyModels.Add(1));
        await using (RunningCommand killed = author.Workspace.DotNet.Start("M", "pack", "-o", author["out"]))
        {
            await killed.WaitForLine(Here());
        }

        author.Project("M");
        author.Write("M/model.onnx", TinyModels.Add(2));

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["M.1.0.0.nupkg"], author.Workspace.Files("out"));
        Assert.Equal(TinyModels.Add(2), author.Package("M").ReadBytes("modelpack/files/model.onnx"));
    }

    [Fact]
    public async Task APartOfAKilledPackIsNeverTakenForAPackage()
    {
        author.Project("M", AuthorWorkspace.Unvalidated + "<Version>2.0.0</Version>");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/obj/modelpack/nupkg/M.1.0.0.nupkg", "PK and then the power went");
        author.Write("M/obj/modelpack/nupkg/M.2.0.0.nupkg", "PK and then the power went");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["M.2.0.0.nupkg"], author.Workspace.Files("out"));
        Assert.Equal(["model.onnx"], author.Package("M", "2.0.0").Files());
    }

    [Fact]
    public async Task FilesThatChangeDuringThePackDoNotChangeThePackage()
    {
        Project("AfterTargets=\"ModelPackPreparePackage\"", """<WriteLinesToFile File="labels.txt" Lines="changed" Overwrite="true" /><WriteLinesToFile File="model.onnx" Lines="changed" Overwrite="true" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/labels.txt", "yes\nno\n");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M");
        Assert.Equal(TinyModels.Add(), package.ReadBytes("modelpack/files/model.onnx"));
        Assert.Equal("yes\nno\n", package.ReadText("modelpack/files/labels.txt"));
        Assert.Equal("changed", (await File.ReadAllTextAsync(author["M/labels.txt"], TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task AFileThatChangesBetweenBuildAndPackStopsThePack()
    {
        Project("AfterTargets=\"ModelPackValidateModels\"", """<WriteLinesToFile File="labels.txt" Lines="changed" Overwrite="true" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/labels.txt", "yes\nno\n");
        author.Write("out/M.1.0.0.nupkg", "former");

        CommandResult pack = await author.Pack("M");

        pack.ShouldFailOnlyWith("MP4003");
        pack.ShouldSay(author["M/labels.txt"]);
        Assert.Equal("former", await File.ReadAllTextAsync(author["out/M.1.0.0.nupkg"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("out", "4m")]
    [InlineData("M/obj/modelpack", "4k")]
    [InlineData("M/obj/modelpack", "4m")]
    [InlineData("M/obj/modelpack", "9m")]
    public async Task AFullDiskIsOneErrorAndLeavesTheFormerPackage(string folder, string size)
    {
        author.Project("M", AuthorWorkspace.Unvalidated);
        byte[] noise = new byte[6 << 20];
        new Random(1).NextBytes(noise);
        author.Write("M/model.onnx", new OnnxBuilder(new GraphBuilder("g").Node("Identity", ["x"], ["y"]).Initializer(OnnxProto.Tensor("c", OnnxTypes.UInt8, [noise.Length], noise)).Input("x", OnnxTypes.Float, [1]).Output("y", OnnxTypes.Float, [1])).Build());
        (await author.DotNet("M", "restore")).ShouldSucceed();
        Directory.CreateDirectory(author[folder]);
        CommandResult mount = await author.Workspace.Commands.Run(".", "sh", "-c", $"mount -t tmpfs -o size={size} modelpack-test '{author[folder]}'");
        Assert.SkipWhen(mount.ExitCode != 0, "This user may not mount a small disk.");
        try
        {
            author.Write("out/M.1.0.0.nupkg", "former");

            CommandResult pack = await author.Pack("M");

            string error = pack.ShouldFailOnlyWith("MP4004");
            Assert.Contains("Free space", error, StringComparison.Ordinal);
            Assert.Equal(["M.1.0.0.nupkg"], author.Workspace.Files("out"));
            Assert.Equal("former", await File.ReadAllTextAsync(author["out/M.1.0.0.nupkg"], TestContext.Current.CancellationToken));
        }
        finally
        {
            (await author.Workspace.Commands.Run(".", "umount", author[folder])).ShouldSucceed();
        }

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();
        Assert.Equal(["model.onnx"], author.Package("M").Files());
    }

    public void Dispose() => author.Dispose();

    private void Project(string hook, string tasks) => author.Write("M/M.csproj", $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <Target Name="Interrupt" {hook}>{tasks}</Target>
        </Project>
        """);

    [GeneratedRegex("HERE")]
    private static partial Regex Here();
}
