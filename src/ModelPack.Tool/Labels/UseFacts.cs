namespace ModelPack.Tool.Labels;

/// <summary>What the author says about use and security.</summary>
internal static class UseFacts
{
    /// <summary>About use.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest) => Stated(
        ("intended use", manifest.IntendedUse),
        ("out of scope", manifest.OutOfScopeUse),
        ("limitations", manifest.Limitations),
        ("application area", manifest.ApplicationArea),
        ("data flow", manifest.DataFlow),
        ("input and output", manifest.InputOutput),
        ("data usage", manifest.DataUsage),
        ("software", manifest.Software),
        ("hardware", manifest.Hardware));

    /// <summary>About security.</summary>
    public static IEnumerable<LabelFact> Security(ModelManifest manifest) => Stated(
        ("controls", manifest.Security?.Controls),
        ("compliance", manifest.Security?.Compliance),
        ("policy", manifest.Security?.PolicyUrl),
        ("vulnerabilities", manifest.Security?.VulnerabilitiesUrl));

    private static IEnumerable<LabelFact> Stated(params IEnumerable<(string Name, string? Value)> facts) => facts.SelectMany(fact => FactText.Of(fact.Name, fact.Value, FactSources.Project));
}
