using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelPack.Core.Git;

/// <summary>
/// Reads the model registry that GTO keeps in git tags: <c>model@v1.2.0</c> registers a version, <c>model#prod</c> assigns a stage, a <c>!</c> takes
/// either back. Source: <c>gto/constants.py</c> of iterative/gto.
/// </summary>
internal static partial class GtoTags
{
    /// <summary>The format to ask <c>git for-each-ref</c> for.</summary>
    public const string Format = "%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(taggername)%00%(taggerdate:unix)";

    /// <summary>What the tags say of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="references">The output of <c>git for-each-ref</c>.</param>
    public static IReadOnlyList<ModelRegistration> At(string commit, string references)
    {
        List<Event> events = [.. references.Split('\n').Select(Parse).OfType<Event>().OrderBy(item => item.Time ?? long.MinValue).ThenBy(item => item.Counter)];
        List<ModelRegistration> registrations = [];
        foreach (IGrouping<string, Event> artifact in events.GroupBy(item => item.Artifact, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            List<Event> here = [.. artifact.Where(item => item.Commit == commit && item.Stage is not null | item.Version is not null)];
            HashSet<string> withdrawn = [.. artifact.Where(item => item is { Cancel: true, Version: not null }).Select(item => item.Version!)];

            // A stage is where its last event puts it.
            List<string> stages = [.. artifact.Where(item => item.Stage is not null).GroupBy(item => item.Stage!, StringComparer.Ordinal)
                .Where(stage => stage.Last() is { Cancel: false } last && last.Commit == commit)
                .Select(stage => stage.Key).Order(StringComparer.Ordinal)];
            List<string?> versions = [.. here.Where(item => item is { Version: not null, Cancel: false } && !withdrawn.Contains(item.Version)).Select(item => item.Version).Distinct(StringComparer.Ordinal)];
            if (versions.Count == 0 && stages.Count > 0)
            {
                versions.Add(null);
            }

            registrations.AddRange(versions.Select(version => new ModelRegistration
            {
                Registry = "GTO",
                Name = artifact.Key,
                Version = version,
                Stages = stages.Count > 0 ? stages : null,
                Actor = here.Count > 0 && here[^1].Actor is { Length: > 0 } actor ? actor : null,
                Updated = here.Count > 0 && here[^1].Time is { } time ? DateTimeOffset.FromUnixTimeSeconds(time) : null,
                Description = artifact.Any(item => item.Deprecated) ? "deprecated" : null,
            }));
        }

        return registrations;
    }

    private static Event? Parse(string line)
    {
        if (line.Split('\0') is not [var tag, var target, var peeled, var actor, var time] || Tag().Match(tag) is not { Success: true } match)
        {
            return null;
        }

        return new Event(
            match.Groups["artifact"].Value.Replace('=', ':'),
            match.Groups["version"] is { Success: true } version ? version.Value : null,
            match.Groups["stage"] is { Success: true } stage ? stage.Value : null,
            match.Groups["cancel"].Length > 0,
            match.Groups["word"].Value == "deprecated",
            int.TryParse(match.Groups["counter"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int counter) ? counter : 0,
            peeled.Length > 0 ? peeled : target,
            actor,
            long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds : null);
    }

    [GeneratedRegex(@"^(?<artifact>[a-zA-Z0-9][a-zA-Z0-9_.=/-]*)(?:(?:@(?<version>v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)|#(?<stage>[a-zA-Z][a-zA-Z0-9-]*))(?<cancel>!?)|@(?<word>deprecated|created))(?:#(?<counter>\d{1,9}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    private sealed record Event(string Artifact, string? Version, string? Stage, bool Cancel, bool Deprecated, int Counter, string Commit, string Actor, long? Time);
}
