namespace ModelPack.Testing;

/// <summary>Our own packages as the build of the test project packed them (see <c>tests/ProductPackages.targets</c>).</summary>
public static class ProductPackages
{
    private const string PointerFile = "product-feed.txt";

    private static readonly Lazy<string[]> Pointers = new(Read);

    /// <summary>The folder feed that holds them; never pushed to by a test.</summary>
    public static FolderFeed Feed => new(Pointers.Value[0]);

    /// <summary>The version that they all have.</summary>
    public static string Version => Pointers.Value[1];

    /// <summary>The repository that they were built from. Tests read it, and never build in it.</summary>
    public static string Repository => Pointers.Value[2];

    /// <summary>Whether this package was packed.</summary>
    public static bool Has(string id) => Feed.Packages.Contains($"{id}.{Version}.nupkg", StringComparer.OrdinalIgnoreCase);

    private static string[] Read()
    {
        string pointer = Path.Combine(AppContext.BaseDirectory, PointerFile);
        return File.Exists(pointer)
            ? File.ReadAllLines(pointer)
            : throw new InvalidOperationException($"'{pointer}' is missing: the test project must import tests/ProductPackages.targets, which packs our packages when it is built.");
    }
}
