using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Credentials;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;
using NuGet.Protocol;

namespace ModelPack.Feeds;

/// <summary>
/// Where packages come from and go to, as <c>dotnet nuget</c> reads it from <c>nuget.config</c>: the folder's file, those above it, the user's and the machine's.
/// Credentials, credential providers, proxies, client certificates, package source mapping and package folders are those of <c>dotnet restore</c>.
/// </summary>
public sealed class FeedContext
{
    private FeedContext(string folder, ISettings settings, IReadOnlyList<PackageSource> configured, IReadOnlyList<PackageSource> sources, bool offline)
    {
        Folder = folder;
        Settings = settings;
        Configured = configured;
        Sources = sources;
        IsOffline = offline;
        Mapping = PackageSourceMapping.GetPackageSourceMapping(settings);
        GlobalPackagesFolder = SettingsUtility.GetGlobalPackagesFolder(settings);
        FallbackFolders = [.. SettingsUtility.GetFallbackPackageFolders(settings)];
    }

    /// <summary>The folder that the configuration is for.</summary>
    public string Folder { get; }

    /// <summary>The merged settings.</summary>
    public ISettings Settings { get; }

    /// <summary>Every configured source, the disabled ones too.</summary>
    public IReadOnlyList<PackageSource> Configured { get; }

    /// <summary>The sources that are asked, in the order of the configuration; none offline.</summary>
    public IReadOnlyList<PackageSource> Sources { get; }

    /// <summary>Whether only package folders are looked at.</summary>
    public bool IsOffline { get; }

    /// <summary>Where restores put packages (<c>globalPackagesFolder</c>, <c>NUGET_PACKAGES</c>).</summary>
    public string GlobalPackagesFolder { get; }

    /// <summary>Folders with packages that are only read.</summary>
    public IReadOnlyList<string> FallbackFolders { get; }

    /// <summary>The global packages folder and the fallback folders, in the order in which restores look into them.</summary>
    public IReadOnlyList<string> PackageFolders => [GlobalPackagesFolder, .. FallbackFolders];

    internal PackageSourceMapping Mapping { get; }

    /// <summary>Reads the configuration.</summary>
    /// <param name="folder">The folder that it is for: a project's.</param>
    /// <param name="configFile">A file that is read instead of all others (<c>--configfile</c>).</param>
    /// <param name="sources">Names, addresses or folders of the only sources to ask (<c>--source</c>); none for all that are enabled.</param>
    /// <param name="offline">Whether only package folders are looked at.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">A file cannot be read (MP5010), a source is not there (MP5001), or NuGet can take no locks (MP5016).</exception>
    public static FeedContext Load(string folder, string? configFile = null, IEnumerable<string>? sources = null, bool offline = false)
    {
        string root = Path.GetFullPath(folder);
        PluginCredentials.Use();
        LockFolder.Require(LockFolder.Path);
        try
        {
            ISettings settings = Read(root, configFile);
            IReadOnlyList<PackageSource> configured = [.. new PackageSourceProvider(settings).LoadPackageSources()];
            return new FeedContext(root, settings, configured, offline ? [] : SourceSelection.Select(configured, [.. sources ?? []], root), offline);
        }
        catch (NuGetConfigurationException exception)
        {
            throw FeedProblems.BadConfiguration(exception);
        }
    }

    /// <summary>The sources that may have an id: all, or those that package source mapping allows.</summary>
    /// <param name="id">The package's id.</param>
    public IReadOnlyList<PackageSource> SourcesOf(string id)
    {
        if (!Mapping.IsEnabled)
        {
            return Sources;
        }

        IReadOnlyList<string> allowed = Mapping.GetConfiguredPackageSources(id);
        return [.. Sources.Where(source => allowed.Contains(source.Name, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>One source, whether or not it is among those that are asked.</summary>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">There is none (MP5001).</exception>
    public PackageSource Find(string source) => SourceSelection.Select(Configured, [source], Folder)[0];

    private static ISettings Read(string root, string? configFile)
    {
        if (configFile is null)
        {
            return NuGet.Configuration.Settings.LoadDefaultSettings(root, configFileName: null, new XPlatMachineWideSetting());
        }

        string file = Path.GetFullPath(configFile, root);
        return File.Exists(file)
            ? NuGet.Configuration.Settings.LoadSpecificSettings(Path.GetDirectoryName(file), Path.GetFileName(file))
            : throw FeedProblems.NoConfigFile(file);
    }
}
