using ModelPack.Feeds.Diagnostics;
using NuGet.Common;
using NuGet.Configuration;

namespace ModelPack.Feeds.Configuration;

/// <summary>Which sources are asked: those that are configured and not disabled, or those that the user names.</summary>
internal static class SourceSelection
{
    /// <summary>Finds the sources.</summary>
    /// <param name="configured">All of <c>nuget.config</c>.</param>
    /// <param name="named">Names, addresses or paths; empty for all that are enabled.</param>
    /// <param name="folder">What relative paths start from.</param>
    public static IReadOnlyList<PackageSource> Select(IReadOnlyList<PackageSource> configured, IReadOnlyList<string> named, string folder) =>
        named.Count == 0
            ? [.. configured.Where(source => source.IsEnabled)]
            : [.. named.Select(name => Find(configured, name, folder)).DistinctBy(source => source.Name, StringComparer.OrdinalIgnoreCase)];

    private static PackageSource Find(IReadOnlyList<PackageSource> configured, string name, string folder)
    {
        // As a path it would be the current folder.
        if (string.IsNullOrWhiteSpace(name))
        {
            throw FeedProblems.EmptySource();
        }

        if (configured.FirstOrDefault(source => source.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } byName)
        {
            return byName.IsEnabled ? byName : throw FeedProblems.Disabled(byName);
        }

        // A path is taken as it is: as a URI, what is '%20' in it would be a space.
        bool isAddress = name.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        if (Uri.TryCreate(name, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
        {
            // An address that is configured comes with its credentials, as in 'dotnet restore'.
            return configured.FirstOrDefault(source => SameAddress(source.Source, name)) ?? new PackageSource(name);
        }

        string path = isAddress && address is { IsFile: true } ? address.LocalPath : Path.GetFullPath(name, folder);
        return Directory.Exists(path)
            ? configured.FirstOrDefault(source => source.IsLocal && PathUtility.GetStringComparerBasedOnOS().Equals(Trim(source.Source), Trim(path))) ?? new PackageSource(path)
            : throw FeedProblems.NoSuchSource(name, configured);
    }

    private static bool SameAddress(string one, string other) => one.TrimEnd('/').Equals(other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Trim(string path) => Path.TrimEndingDirectorySeparator(path);
}
