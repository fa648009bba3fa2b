namespace ModelPack.Core.Lineage.Oci;

/// <summary>Media types.</summary>
internal static class OciTypes
{
    public const string CncfPrefix = "application/vnd.cncf.model.";
    public const string KitOpsPrefix = "application/vnd.kitops.modelkit.";
    public const string KitOpsConfig = "application/vnd.kitops.modelkit.config.v1+json";

    /// <summary>The annotation that names a layer's file.</summary>
    public const string FilePath = "org.cncf.model.filepath";

    /// <summary>The annotation that holds a Kitfile as JSON.</summary>
    public const string Kitfile = "ml.kitops.modelkit.kitfile";
}
