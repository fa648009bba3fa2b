namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>A software package.</summary>
/// <param name="Ecosystem">As purl's types name it.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The exact version; empty where none is known.</param>
internal sealed record BomPackage(string Ecosystem, string Name, string Version)
{
    /// <summary>Its package URL.</summary>
    public string Purl => PackageUrls.Of(Ecosystem, Name, Version);

    /// <summary>The packages of an environment, each once: the exact ones, each version by itself, and those that have none.</summary>
    public static IEnumerable<BomPackage> Of(ModelEnvironment? environment) => All(environment).DistinctBy(package => package.Purl, StringComparer.Ordinal);

    private static IEnumerable<BomPackage> All(ModelEnvironment? environment)
    {
        foreach ((string ecosystem, SortedDictionary<string, string> packages) in environment?.Packages ?? [])
        {
            foreach ((string name, string versions) in packages ?? [])
            {
                foreach (string version in (versions ?? "").Split(',', StringSplitOptions.TrimEntries))
                {
                    yield return new BomPackage(ecosystem, name, version);
                }
            }
        }

        foreach ((string ecosystem, SortedDictionary<string, string> packages) in environment?.Unpinned ?? [])
        {
            foreach (string name in packages?.Keys ?? Enumerable.Empty<string>())
            {
                yield return new BomPackage(ecosystem, name, "");
            }
        }
    }
}
