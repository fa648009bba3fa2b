using ModelPack.Core.Packing;
using ModelPack.Feeds.Probing;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.FeedCheck;

/// <summary>Says what a feed promises.</summary>
internal static class PromiseText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, FeedPromises promises)
    {
        console.WriteLine(Shown.Line(promises.IsFolder ? $"{promises.Source} is a {promises.Layout} folder." : promises.Source));
        Grid table = TextTables.Of(2);
        foreach ((string name, string text) in Lines(promises))
        {
            table.AddRow(Shown.Text(name), Shown.Text(text));
        }

        console.Write(table);
        foreach (string advice in promises.Advice)
        {
            console.WriteLine(Shown.Line($"- {advice}"));
        }

        if (promises.Remains.Count > 0)
        {
            console.WriteLine(Shown.Line($"What the check left there: {string.Join(", ", promises.Remains)}."));
        }
    }

    private static IEnumerable<(string Name, string Text)> Lines(FeedPromises promises)
    {
        yield return ("another content under a release", Words(promises.Releases));
        yield return ("another content under a prerelease", Words(promises.Prereleases));
        yield return ("delete", promises.Delete switch
        {
            DeleteMeaning.Deletes => $"removes the version{(promises.TakesDeletedAgain switch { true => ", which can be pushed again", false => ", which can never be pushed again", null => "" })}",
            DeleteMeaning.Unlists => "unlists the version",
            DeleteMeaning.Refused => "is refused",
            DeleteMeaning.Nothing => "changes nothing",
            _ => "not found out",
        });
        if (promises.IsFolder)
        {
            yield break;
        }

        yield return ("largest package", (promises.LargestTaken, promises.SmallestRefused) switch
        {
            ({ } taken, { } refused) => $"between {ByteSizes.Text(taken)} and {ByteSizes.Text(refused)}{Said(promises)}",
            (null, { } refused) => $"below {ByteSizes.Text(refused)}{Said(promises)}",
            ({ } taken, null) => $"at least {ByteSizes.Text(taken)}",
            _ => "it does not say; --max-size tries",
        });
        yield return ("parts of packages", promises.Ranges switch { true => "can be had", false => "cannot be had", null => "not found out" });
        yield return ("search by tag", promises.TagSearch switch
        {
            TagSearchMeaning.ByTag => "finds them",
            TagSearchMeaning.AsText => "finds them as text",
            TagSearchMeaning.NotFound => "does not find them in time",
            TagSearchMeaning.NoSearch => "there is no search",
            _ => "not found out",
        });
        yield return ("times and listing", promises.HasRegistrations ? "are told" : "are not told");
    }

    private static string Said(FeedPromises promises) => promises.LimitText is { } text ? $" (\"{text}\")" : "";

    private static string Words(OverwriteMeaning meaning) => meaning switch
    {
        OverwriteMeaning.Refused => "is refused",
        OverwriteMeaning.Ignored => "is taken, and ignored",
        OverwriteMeaning.Replaced => "replaces it",
        _ => "not found out",
    };
}
