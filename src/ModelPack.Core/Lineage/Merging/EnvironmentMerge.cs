namespace ModelPack.Core.Lineage.Merging;

/// <summary>Merges the software that sources name. A lock file's exact version goes before another's requirement.</summary>
internal static class EnvironmentMerge
{
    /// <summary>Adds what a source says.</summary>
    /// <param name="merge">The merge.</param>
    /// <param name="source">The source.</param>
    /// <param name="take">Takes a fact, unless there is one.</param>
    public static void Add(FactMerge merge, ImportedFacts source, Func<string, string, ImportedFacts, bool> take)
    {
        ModelEnvironment own = source.Environment;
        ModelEnvironment all = merge.Facts.Environment;
        if (all.Language is null && own.Language is { } language && take(FactSections.Environment, "language", source))
        {
            all.Language = language;
        }

        if (all.OperatingSystem is null && own.OperatingSystem is { } system && take(FactSections.Environment, "operatingSystem", source))
        {
            all.OperatingSystem = system;
        }

        if (all.LockFile is null && own.LockFile is { } file && take(FactSections.Environment, "lockFile", source))
        {
            all.LockFile = file;
        }

        foreach ((string ecosystem, SortedDictionary<string, string> packages) in own.Packages ?? [])
        {
            foreach ((string name, string version) in packages)
            {
                Package(merge, source, take, ecosystem, name, version);
            }
        }

        foreach ((string ecosystem, SortedDictionary<string, string> packages) in own.Unpinned ?? [])
        {
            SortedDictionary<string, string> known = Of(all.Unpinned ??= new(StringComparer.Ordinal), ecosystem);
            foreach ((string name, string requirement) in packages)
            {
                if (known.TryAdd(name, requirement))
                {
                    take(FactSections.Environment, $"unpinned.{ecosystem}.{name}", source);
                }
            }
        }
    }

    /// <summary>After all: what another source has exactly is no open requirement; empty sections go.</summary>
    public static void Finish(ModelEnvironment environment)
    {
        foreach ((string ecosystem, SortedDictionary<string, string> open) in environment.Unpinned?.ToList() ?? [])
        {
            foreach (string name in open.Keys.Where(name => environment.Packages?.GetValueOrDefault(ecosystem)?.ContainsKey(name) == true).ToList())
            {
                open.Remove(name);
            }

            if (open.Count == 0)
            {
                environment.Unpinned!.Remove(ecosystem);
            }
        }

        environment.Unpinned = environment.Unpinned is { Count: > 0 } unpinned ? unpinned : null;
        environment.Packages = environment.Packages is { Count: > 0 } packages ? packages : null;
    }

    private static void Package(FactMerge merge, ImportedFacts source, Func<string, string, ImportedFacts, bool> take, string ecosystem, string name, string version)
    {
        SortedDictionary<string, string> known = Of(merge.Facts.Environment.Packages ??= new(StringComparer.Ordinal), ecosystem);
        string entry = $"packages.{ecosystem}.{name}";
        if (take(FactSections.Environment, entry, source))
        {
            known[name] = version;
        }
        else if (!known[name].Split(", ").Intersect(version.Split(", "), StringComparer.Ordinal).Any())
        {
            merge.Contradictions.Add($"the version of '{name}'", known[name], merge.By(FactSections.Environment, entry), version, source);
        }
    }

    private static SortedDictionary<string, string> Of(SortedDictionary<string, SortedDictionary<string, string>> all, string ecosystem)
    {
        if (!all.TryGetValue(ecosystem, out SortedDictionary<string, string>? packages))
        {
            all[ecosystem] = packages = new(StringComparer.Ordinal);
        }

        return packages;
    }
}
