using ModelPack.Core.Packing;
using ModelPack.Feeds.Pushing;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Push;

/// <summary>Says what became of packages that were sent.</summary>
internal static class TransferText
{
    /// <summary>Writes it: a line for each package, payloads together, and one for all.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="packages">The packages.</param>
    /// <param name="source">Where they went.</param>
    /// <param name="newBytes">The bytes that went.</param>
    /// <param name="skippedBytes">The bytes that were there.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<PushedPackageDocument> packages, string source, long newBytes, long skippedBytes)
    {
        PushedPackageDocument[] payloads = [.. packages.Where(package => package.Kind == "payload")];
        if (payloads.Length > 0)
        {
            string counts = string.Join(", ", payloads.CountBy(package => package.Outcome).OrderBy(count => count.Key).Select(count => $"{count.Value} {Words(count.Key)}"));
            console.WriteLine(Shown.Line($"{Counts.Text(payloads.Length, "payload package")}: {counts}"));
        }

        foreach (PushedPackageDocument package in packages.Where(package => package.Kind != "payload"))
        {
            console.WriteLine(Shown.Line($"{package.Id} {package.Version}: {Words(package.Outcome)}"));
        }

        string had = skippedBytes > 0 ? $"; {ByteSizes.Text(skippedBytes)} was there already" : "";
        console.WriteLine(Shown.Line(packages.Any(package => package.Outcome == PushOutcome.WouldPush)
            ? $"{ByteSizes.Text(newBytes)} would go to {source}{had}."
            : newBytes == 0 ? $"Nothing to do: {source} has everything." : $"{ByteSizes.Text(newBytes)} went to {source}{had}."));
    }

    private static string Words(PushOutcome outcome) => outcome switch
    {
        PushOutcome.Pushed => "pushed",
        PushOutcome.AlreadyThere => "already there",
        _ => "would be pushed",
    };
}
