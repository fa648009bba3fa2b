using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Names of repositories on the Hub.</summary>
internal static partial class HubNames
{
    private const string Hub = "https://huggingface.co/";

    /// <summary>Whether a text names a repository rather than a folder of somebody's machine.</summary>
    public static bool IsRepository(string name) => name.Length <= 200 && Repository().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>The address of a model.</summary>
    public static string? Model(string name) => IsRepository(name) ? Hub + name : null;

    /// <summary>The address of a data set.</summary>
    public static string? Dataset(string name) => IsRepository(name) ? $"{Hub}datasets/{name}" : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Repository();
}
