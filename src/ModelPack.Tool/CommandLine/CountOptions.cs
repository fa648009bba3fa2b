using System.CommandLine;

namespace ModelPack.Tool.CommandLine;

/// <summary>Options that are numbers of things.</summary>
internal static class CountOptions
{
    /// <summary>Makes a number below 1 an error of usage.</summary>
    /// <param name="option">The option.</param>
    /// <param name="things">What is counted, e.g. <c>versions</c>.</param>
    public static void RequirePositive(Option<int?> option, string things) => option.AtLeast(1, $"{option.Name} takes a number of {things}, at least 1.");
}
