using System.Collections.Concurrent;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Search;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>Finds the aliases of a model on a source. An alias package has the manifest of the model version that it serves.</summary>
internal sealed class AliasFinder(RemotePackages packages, ManifestSource manifests)
{
    private const string AliasTag = "modelpack-alias";

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _searched = new(StringComparer.Ordinal);

    /// <summary>Whether a source is searched once only: for who reads many models in one go.</summary>
    public bool IsSearchedOnce { get; set; }

    /// <summary>Finds the aliases.</summary>
    /// <param name="source">The source.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="stages">Stages to look for in any case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ModelAlias>> FindAsync(PackageSource source, string model, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        List<ModelAlias> aliases = [];
        foreach (string id in await FindIdsAsync(source, model, stages, cancellationToken))
        {
            if (await ReadAsync(source, model, id, cancellationToken) is { } alias)
            {
                aliases.Add(alias);
            }
        }

        return aliases;
    }

    /// <summary>The ids of packages that may be aliases of the model.</summary>
    public async Task<IReadOnlyList<string>> FindIdsAsync(PackageSource source, string model, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        string prefix = model + ".";
        IEnumerable<string> found = source.IsLocal
            ? FolderPackages.ListIds(source, prefix, packages.Options.Warn)
            : await Search(source, cancellationToken);
        return [.. found
            .Where(id => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsStage(id[prefix.Length..]))
            .Concat(stages.Select(stage => prefix + stage))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsStage(string name) =>
        name.Length > 0 && !name.Contains('.', StringComparison.Ordinal) && name.ToUpperInvariant() is not ("ATTESTATIONS" or "DEPLOYMENTS" or "REVOCATIONS");

    private async Task<IEnumerable<string>> Search(PackageSource source, CancellationToken cancellationToken)
    {
        if (IsSearchedOnce && _searched.TryGetValue(source.Name, out IReadOnlyList<string>? known))
        {
            return known;
        }

        PackageSearch search = new(await packages.ConnectAsync(source, cancellationToken));
        return _searched[source.Name] = search.IsThere ? [.. (await search.FindAsync(AliasTag, cancellationToken)).Select(package => package.Id)] : [];
    }

    private async Task<ModelAlias?> ReadAsync(PackageSource source, string model, string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedVersion> versions = await packages.ListAsync(source, id, cancellationToken);
        if (versions.LastOrDefault(version => version.IsThere != false) is not { } newest)
        {
            return null;
        }

        ReadManifest read = await manifests.ReadAsync(id, newest, cancellationToken);
        return read.Manifest is { } manifest && manifest.Id.Equals(model, StringComparison.OrdinalIgnoreCase) && NuGetVersion.TryParse(manifest.Version, out NuGetVersion? served)
            ? new ModelAlias(id, id[(model.Length + 1)..], newest.Version, served, source.Name)
            : null;
    }
}
