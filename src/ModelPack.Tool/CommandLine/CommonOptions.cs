using System.CommandLine;

namespace ModelPack.Tool.CommandLine;

/// <summary>Options that every command has.</summary>
internal static class CommonOptions
{
    /// <summary>Whether the answer is one JSON document on standard output.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Write the answer as one JSON document to standard output.", Recursive = true };
}
