using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Diagnostics;

/// <summary>Says what is wrong with what was asked: sources, ids, versions. What a feed did wrong is in <see cref="Sources.FeedFailure"/>.</summary>
internal static class FeedProblems
{
    private const int Nearest = 3;

    public static ModelPackException NoSuchSource(string name, IReadOnlyList<PackageSource> configured)
    {
        string known = configured.Count == 0 ? "none is configured" : $"configured are {Names(configured)}";
        return Fail(FeedDiagnosticCodes.NoSuchSource, $"'{SourceName.Place(name)}' is no configured source, no address and no folder; {known}. Name one of them, a URL or a folder that exists.");
    }

    public static ModelPackException EmptySource() => Fail(
        FeedDiagnosticCodes.NoSuchSource, "The name of a source is empty: where it comes from a variable, that one is not set. Name a configured source, a URL or a folder that exists ('.' is this one).");

    public static ModelPackException Disabled(PackageSource source) => Fail(
        FeedDiagnosticCodes.NoSuchSource,
        $"The source {SourceName.Of(source)} is disabled. Enable it with 'dotnet nuget enable source \"{source.Name}\"', or name another.");

    public static ModelPackException NoSources(string id, bool offline) => Fail(
        offline ? FeedDiagnosticCodes.PackageNotFound : FeedDiagnosticCodes.NoSuchSource,
        offline
            ? $"'{id}' is in no package folder of this machine, and feeds are not asked offline. Run it once with the feeds."
            : $"There is no source to ask for '{id}'. Add one with 'dotnet nuget add source', or name one.");

    public static ModelPackException BadConfiguration(NuGetConfigurationException exception) => Fail(
        FeedDiagnosticCodes.BadConfiguration,
        $"The NuGet configuration cannot be used: {exception.Message} Correct it; 'dotnet nuget config paths' lists the files.",
        exception);

    public static ModelPackException BadCredentials(PackageSource source, Exception exception) => Fail(
        FeedDiagnosticCodes.BadConfiguration,
        $"The password of the source {SourceName.Of(source)} cannot be decrypted here: encrypted passwords are for the Windows user who saved them. "
            + "Store it with '--store-password-in-clear-text', better as %VARIABLE% of the environment, or use a credential provider.",
        exception);

    public static ModelPackException NoConfigFile(string file) => Fail(
        FeedDiagnosticCodes.BadConfiguration, $"The configuration file '{file}' does not exist. Name one that does.", file: file);

    public static ModelPackException BadId(string id) => Fail(
        FeedDiagnosticCodes.BadIdentity, $"'{id}' is no package id: ids have letters, digits, '.', '_' and '-', and at most 100 characters.");

    public static ModelPackException BadVersion(string version) => Fail(
        FeedDiagnosticCodes.BadIdentity, $"'{version}' is no version. Write it as 1.2.3 or 1.2.3-beta.1.");

    public static ModelPackException NotMapped(string id, IReadOnlyList<PackageSource> sources) => Fail(
        FeedDiagnosticCodes.NotMapped,
        $"Package source mapping allows '{id}' from none of the sources {Names(sources)}. Add a pattern for it to <packageSourceMapping> of nuget.config.");

    public static ModelPackException PackageNotFound(string id, IReadOnlyList<PackageSource> sources) => Fail(
        FeedDiagnosticCodes.PackageNotFound, $"No source has a package '{id}' (asked: {Names(sources)}). Check the id and the sources.");

    public static ModelPackException VersionNotFound(string id, NuGetVersion version, IReadOnlyList<NuGetVersion> versions, IReadOnlyList<PackageSource> sources)
    {
        IEnumerable<NuGetVersion> below = versions.Where(other => other < version).OrderDescending().Take(Nearest);
        IEnumerable<NuGetVersion> above = versions.Where(other => other > version).Order().Take(Nearest);
        string nearest = string.Join(", ", below.Reverse().Concat(above).Select(other => other.ToNormalizedString()));
        return Fail(
            FeedDiagnosticCodes.VersionNotFound,
            $"No source has version {version.ToNormalizedString()} of '{id}' (asked: {Names(sources)}); the nearest are {nearest}. Name one of them, or publish that version.");
    }

    public static ModelPackException PackageFolder(string folder, Exception exception) => Fail(
        FeedDiagnosticCodes.PackageFolder,
        $"The package folder '{folder}' cannot be written: {exception.Message} Free space, or allow writing; NUGET_PACKAGES names another folder.",
        exception);

    public static ModelPackException Fail(string code, string message, Exception? inner = null, string? file = null) => new(new Problem(code, message, file), inner);

    private static string Names(IReadOnlyList<PackageSource> sources) => string.Join(", ", sources.Select(source => $"'{SourceName.Short(source)}'"));
}
