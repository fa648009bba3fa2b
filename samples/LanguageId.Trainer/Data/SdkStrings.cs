namespace LanguageId.Trainer.Data;

/// <summary>The user interface strings of a .NET SDK, by language.</summary>
internal static class SdkStrings
{
    private const string SatelliteExtension = ".resources.dll";

    /// <summary>Reads the SDK's satellite assemblies and the main assemblies that they belong to.</summary>
    /// <param name="sdk">The SDK's folder, such as <c>/usr/share/dotnet/sdk/10.0.100</c>.</param>
    /// <returns>For each language its distinct strings.</returns>
    public static Dictionary<string, HashSet<string>> Read(string sdk)
    {
        Dictionary<string, HashSet<string>> strings = Languages.All.ToDictionary(language => language, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        HashSet<string> mains = new(StringComparer.Ordinal);
        foreach (string satellite in Directory.EnumerateFiles(sdk, "*" + SatelliteExtension, SearchOption.AllDirectories))
        {
            // <folder>/<culture>/<name>.resources.dll belongs to <folder>/<name>.dll
            string culture = Path.GetDirectoryName(satellite)!;
            if (strings.TryGetValue(Path.GetFileName(culture), out HashSet<string>? texts))
            {
                texts.UnionWith(ResourceStrings.Read(satellite));
                mains.Add(Path.Combine(Path.GetDirectoryName(culture)!, Path.GetFileName(satellite)[..^SatelliteExtension.Length] + ".dll"));
            }
        }

        foreach (string main in mains.Where(File.Exists))
        {
            strings[Languages.Neutral].UnionWith(ResourceStrings.Read(main));
        }

        return strings;
    }
}
