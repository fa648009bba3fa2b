namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>What a project tells NuGet beside <c>nuget.config</c>, so that a restore of our own asks the same sources. All may be empty.</summary>
/// <param name="ProjectFolder">The folder whose <c>nuget.config</c>, and those above it, apply.</param>
/// <param name="ConfigFile">The one configuration file to use.</param>
/// <param name="Sources">The sources to use.</param>
/// <param name="AdditionalSources">Sources to use beside those.</param>
/// <param name="PackagesPath">The package folder.</param>
internal sealed record RestoreSettings(string ProjectFolder, string ConfigFile, string Sources, string AdditionalSources, string PackagesPath)
{
    /// <summary>The settings as MSBuild properties, with full paths: name and value, unescaped.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Values)> Properties()
    {
        yield return ("RestoreRootConfigDirectory", [ProjectFolder]);
        foreach ((string name, string value) in ((string, string)[])[("RestoreConfigFile", ConfigFile), ("RestoreSources", Sources), ("RestoreAdditionalProjectSources", AdditionalSources), ("RestorePackagesPath", PackagesPath)])
        {
            string[] values = [.. value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Full)];
            if (values.Length > 0)
            {
                yield return (name, values);
            }
        }
    }

    private string Full(string value) => Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && !address.IsFile ? value : Path.GetFullPath(Path.Combine(ProjectFolder, value));
}
