using System.Text.RegularExpressions;

namespace ModelPack.Core.Packing;

/// <summary>
/// The names of a package's entries. NuGet writes them as they are but undoes escapes when it extracts (the part names of the Open Packaging
/// Conventions): <c>a%41.txt</c> would arrive as <c>aA.txt</c>.
/// </summary>
public static partial class EntryNames
{
    /// <summary>The name that gives a path back when escapes are undone.</summary>
    /// <param name="path">A path in the package, with forward slashes.</param>
    public static string Of(string path) => Escape().Replace(path, "%25");

    [GeneratedRegex("%(?=[0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
