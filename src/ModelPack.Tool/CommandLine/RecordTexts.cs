using System.Globalization;
using ModelPack.Core.Records;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.CommandLine;

/// <summary>Texts that commands about records share.</summary>
internal static class RecordTexts
{
    /// <summary>The version that an argument names.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is none (MP5102).</exception>
    public static PackageReferenceText Version(string text) =>
        PackageReferenceText.Parse(text) ?? throw ToolProblems.BadArgument($"'{text}' is no version of a model. Write it as {PackageReferenceText.Form}.");

    /// <summary>How a key is shown.</summary>
    public static string Key(string keyId) => RecordKey.Short(keyId);

    /// <summary>Who did something, and whether that is proven.</summary>
    public static string By(RecordActor actor, bool isSigned) => $"{actor.Name} ({(isSigned ? "signed" : $"stated, {actor.Source ?? "no source"}")})";

    /// <summary>A rule and what was found.</summary>
    public static string Gate(GateResult gate) => $"  {(gate.Passed ? "ok" : "NO"),-3} {gate.Rule}: {gate.Detail}";

    /// <summary>A time.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
