using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelPack.Core.Records;

/// <summary>Tells versions of NuGet packages from other text: what reads records may count on them.</summary>
internal static partial class RecordedVersion
{
    /// <summary>Whether a text is a version: one to four numbers, a prerelease label and build metadata.</summary>
    public static bool IsOne(string text) => Form().Match(text) is { Success: true } match
        && match.Groups["number"].Captures.All(number => int.TryParse(number.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Checks the version that a record names.</summary>
    /// <exception cref="Diagnostics.ModelPackException">It is none (MP5060).</exception>
    public static void Require(string name, int sequence, RecordSubject subject)
    {
        if (!IsOne(subject.Version))
        {
            throw RecordProblems.BadRecord(name, $"has a record {sequence} whose model has no version as packages have them. Do not use it; ask who runs the feed who pushed it, and publish the records again from an older version of their package.");
        }
    }

    [GeneratedRegex(@"^(?<number>[0-9]+)(\.(?<number>[0-9]+)){0,3}(-[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)?(\+[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
