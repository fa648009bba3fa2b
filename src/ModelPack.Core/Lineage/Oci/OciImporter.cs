namespace ModelPack.Core.Lineage.Oci;

/// <summary>Reads models that are described for OCI registries: a Kitfile, and manifests and configurations of KitOps and of the CNCF ModelPack specification.</summary>
internal sealed class OciImporter : ILineageImporter
{
    private const string Kit = "Kitfile";
    private const string Oci = "Oci";

    public IReadOnlyList<string> Kinds { get; } = [Kit, Oci];

    public string? Detect(LineagePath path)
    {
        if (path.IsFolder)
        {
            return path.Has("oci-layout") ? Oci : path.Has("Kitfile") ? Kit : null;
        }

        return path.IsFile("Kitfile", ".kitfile") ? Kit
            : path.Extension == ".json" && (path.Mentions(OciTypes.CncfPrefix) || path.Mentions(OciTypes.KitOpsPrefix) || (path.Mentions("\"modelfs\"") && path.Mentions("\"descriptor\""))) ? Oci : null;
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        if (source.Kind == Kit)
        {
            Kitfile.Read(source, facts, source.IsFolder ? Path.Combine(source.Path, "Kitfile") : source.Path);
        }
        else
        {
            new OciManifest(source, facts).Read();
        }
    }
}
