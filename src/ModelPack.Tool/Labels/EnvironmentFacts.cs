namespace ModelPack.Tool.Labels;

/// <summary>The software that the model was trained with.</summary>
internal static class EnvironmentFacts
{
    private const string Section = "environment";

    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources)
    {
        ModelEnvironment environment = manifest.Environment ?? new();
        return
        [
            .. FactText.Of("language", environment.Language, sources.Of(Section, "language")),
            .. FactText.Of("operating system", environment.OperatingSystem, sources.Of(Section, "operatingSystem")),
            .. FactText.Of("lock file", environment.LockFile, sources.Of(Section, "lockFile")),
            .. Packages("packages", environment.Packages, "", sources),
            .. Packages("unpinned", environment.Unpinned, ", no exact version", sources),
        ];
    }

    private static IEnumerable<LabelFact> Packages(string kind, SortedDictionary<string, SortedDictionary<string, string>>? packages, string note, FactSources sources) =>
        (packages ?? []).SelectMany(ecosystem => (ecosystem.Value ?? []).Select(package => new LabelFact($"{ecosystem.Key}: {package.Key}", package.Value + note, sources.Of(Section, $"{kind}.{ecosystem.Key}.{package.Key}"))));
}
