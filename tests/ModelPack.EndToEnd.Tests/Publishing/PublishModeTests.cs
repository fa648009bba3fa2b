using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.Publishing;

/// <summary>In every mode the models lie beside the program as files of their own, and it opens them.</summary>
public sealed partial class PublishModeTests(PublishWorkspace workspace) : IClassFixture<PublishWorkspace>
{
    public static TheoryData<string, string> Modes()
    {
        TheoryData<string, string> modes = [];
        foreach (string source in (string[])["package", "project"])
        {
            modes.Add(source, "");
            modes.Add(source, "SelfContained=false PublishSingleFile=true");
            modes.Add(source, "SelfContained=true");
            modes.Add(source, "SelfContained=true PublishSingleFile=true");
            modes.Add(source, "PublishTrimmed=true");
            modes.Add(source, "SelfContained=false PublishReadyToRun=true");
            modes.Add(source, "PublishAot=true");
        }

        // It unpacks itself and runs somewhere else.
        modes.Add("package", "SelfContained=true PublishSingleFile=true IncludeAllContentForSelfExtract=true");
        return modes;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task ThePublishedProgramOpensItsModel(string source, string mode)
    {
        ConsumerWorkspace consumer = await workspace.Consumer;
        string output = $"out/{source}-{mode.Replace('=', '-').Replace(' ', '-')}";

        string[] properties = [.. mode.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(property => "-p:" + property)];
        CommandResult publish = await consumer.DotNet(source, ["publish", "-o", consumer.Workspace[output], .. properties, .. mode.Length == 0 ? [] : (string[])["--use-current-runtime"]]);

        SkipWithoutTools(publish);
        publish.ShouldSucceedWithoutWarnings();
        ShouldHoldTheModel(consumer, output, source);
        CommandResult run = await consumer.Workspace.Commands.Run(".", consumer.Workspace[$"{output}/{source}{(OperatingSystem.IsWindows() ? ".exe" : "")}"]);
        Assert.Equal(consumer.Right("1.0.0"), run.ShouldSucceed().Output.TrimEnd());
        Assert.Equal(1, await consumer.LinkCount($"{output}/models/{PackedModels.Sentiment}/weights.bin"));
        Assert.Equal(mode.Contains("SingleFile", StringComparison.Ordinal) || mode.Contains("Aot", StringComparison.Ordinal), !File.Exists(consumer.Workspace[$"{output}/{source}.dll"]));
    }

    private static void ShouldHoldTheModel(ConsumerWorkspace consumer, string output, string source)
    {
        if (source == "package")
        {
            consumer.ShouldHold(output, "1.0.0");
            return;
        }

        // The project's manifest may differ from the package's (it knows no card), its files and digest may not.
        PackageFile package = consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.0.0");
        string folder = $"{output}/models/{PackedModels.Sentiment}";
        Assert.Equal([.. package.Manifest.Files.Where(file => file.Materialize).Select(file => file.Path).Append(ModelManifest.FileName).Order(StringComparer.Ordinal)], consumer.Workspace.Files(folder));
    }

    // A closed feed may lack the packs of a mode, and a machine the linker; that says nothing about models.
    private static void SkipWithoutTools(CommandResult publish)
    {
        if (publish.ExitCode != 0)
        {
            Match missing = MissingPack().Match(publish.Output);
            Assert.SkipWhen(missing.Success, $"This mode needs what is not to be had here ({RuntimeInformation.RuntimeIdentifier}): {missing.Value.Trim()}");
        }
    }

    [GeneratedRegex(@"^.*(NU110[12]: .*(Microsoft\.NETCore\.App|Microsoft\.AspNetCore\.App|ILCompiler|Crossgen2|ILLink)|Platform linker|NETSDK1(083|094)).*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MissingPack();
}
