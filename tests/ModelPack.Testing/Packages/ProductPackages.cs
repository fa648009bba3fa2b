namespace ModelPack.Testing;

/// <summary>Our own packages as the build of the test project packed them (see <c>tests/ProductPackages.targets</c>).</summary>
public static class ProductPackages
{
    private const string PointerFile = "product-feed.txt";

    private static readonly Lazy<FolderFeed> Lazily = new(Find);

    /// <summary>The folder feed that holds them; never pushed to by a test.</summary>
    public static FolderFeed Feed => Lazily.Value;

    /// <summary>The version that they all have.</summary>
    public static string Version => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, PointerFile))[1];

    /// <summary>Whether this package was packed.</summary>
    public static bool Has(string id) => Feed.Packages.Contains($"{id}.{Version}.nupkg", StringComparer.OrdinalIgnoreCase);

    private static FolderFeed Find()
    {
        string pointer = Path.Combine(AppContext.BaseDirectory, PointerFile);
        return File.Exists(pointer)
            ? new FolderFeed(File.ReadAllLines(pointer)[0])
            : throw new InvalidOperationException($"'{pointer}' is missing: the test project must import tests/ProductPackages.targets, which packs our packages when it is built.");
    }
}
