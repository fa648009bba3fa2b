namespace ModelPack.Feeds.Remote;

/// <summary>Tags of packages: a nuspec has them with blanks between them, feeds with commas too.</summary>
internal static class PackageTags
{
    private static readonly char[] s_separators = [' ', ',', ';', '\t', '\r', '\n'];

    /// <summary>The tags of a text.</summary>
    public static IReadOnlyList<string> Split(string? text) => (text ?? "").Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
}
