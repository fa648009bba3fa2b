namespace ModelPack.Core.Packing;

/// <summary>Where things are in a model package and its payload packages.</summary>
public static class PackageLayout
{
    /// <summary>The folder of all that is ModelPack's.</summary>
    public const string Root = "modelpack";

    /// <summary>The tag of model packages.</summary>
    public const string ModelTag = "modelpack";

    /// <summary>The tag of payload packages.</summary>
    public const string PayloadTag = "modelpack-payload";

    /// <summary>The folder of the author's files.</summary>
    public const string Files = Root + "/files";

    /// <summary>The folder of what gives the author's files back.</summary>
    public const string Recipes = Root + "/recipes";

    /// <summary>The manifest.</summary>
    public const string Manifest = Root + "/" + ModelManifest.FileName;

    /// <summary>The bill of materials.</summary>
    public const string Sbom = Root + "/sbom.cdx.json";

    /// <summary>How the package was made.</summary>
    public const string Provenance = Root + "/provenance.intoto.json";

    /// <summary>
    /// The folder whose props NuGet imports in every project that gets the package, at any depth; below it is a folder for the framework. Props for any
    /// framework would make NuGet take the package for a compatible one everywhere: an older service would be told nothing and get no model.
    /// </summary>
    public const string BuildTransitive = "buildTransitive";

    /// <summary>The oldest framework that models are consumed from: that of ModelPack.Runtime.</summary>
    public const string OldestFramework = "net10.0";

    /// <summary>The entry of a payload package that holds its content.</summary>
    /// <param name="sha256">The SHA-256 of the content, in lower case hexadecimal.</param>
    public static string Shard(string sha256) => $"shard/{sha256}.bin";
}
