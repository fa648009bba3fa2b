namespace ModelPack.Testing;

/// <summary>
/// The user's package folder as a read-only second folder for the isolated restores of the tests, so that they need not download what the machine has.
/// Packages of ours, and model packages, must never come from there.
/// </summary>
public static class FallbackPackages
{
    private static readonly Lazy<string?> Lazily = new(Find);

    /// <summary>The folder, or <see langword="null"/> where there is none to use.</summary>
    public static string? Folder => Lazily.Value;

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(folder))
        {
            return null;
        }

        string[] ids = Directory.GetDirectories(folder);
        string[] others = [.. ids.Where(id => !IsOurs(id))];
        if (others.Length == ids.Length)
        {
            return folder;
        }

        // Links need a privilege on Windows: without them the restores are cold, which is slow and right.
        return OperatingSystem.IsWindows() ? null : LinkTo(others);
    }

    private static bool IsOurs(string id) =>
        Path.GetFileName(id).StartsWith("modelpack.", StringComparison.OrdinalIgnoreCase)
        || Directory.EnumerateDirectories(id).Any(version => Directory.Exists(Path.Combine(version, "modelpack")));

    private static string LinkTo(string[] ids)
    {
        string links = Path.Combine(AppContext.BaseDirectory, "fallback-packages");
        if (Directory.Exists(links))
        {
            Directory.Delete(links, recursive: true);
        }

        Directory.CreateDirectory(links);
        foreach (string id in ids)
        {
            Directory.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(id)), id);
        }

        return links;
    }
}
