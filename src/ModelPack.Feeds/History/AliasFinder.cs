using System.Collections.Concurrent;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Search;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;

namespace ModelPack.Feeds.History;

/// <summary>Finds the aliases of a model on a source. An alias package has the manifest of the model version that it serves.</summary>
internal sealed class AliasFinder(RemotePackages packages, ManifestSource manifests)
{
    private const string AliasTag = RecordPackages.AliasTag;

    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _searched = new(StringComparer.Ordinal);

    /// <summary>Whether a source is searched once only: for who reads many models in one go.</summary>
    public bool IsSearchedOnce { get; set; }

    /// <summary>The ids of packages that may be aliases of the model.</summary>
    public async Task<IReadOnlyList<string>> FindIdsAsync(PackageSource source, string model, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        string prefix = model + ".";
        IEnumerable<string> found = source.IsLocal
            ? FolderPackages.ListIds(source, prefix, packages.Options.Warn)
            : await Search(source, model, cancellationToken);
        return [.. found
            .Where(id => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsStage(id[prefix.Length..]) && RecordPackages.ModelOf(id) is null)
            .Concat(stages.Select(stage => prefix + stage))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsStage(string name) => name.Length > 0 && !name.Contains('.', StringComparison.Ordinal);

    private async Task<IEnumerable<string>> Search(PackageSource source, string model, CancellationToken cancellationToken)
    {
        if (IsSearchedOnce && _searched.TryGetValue(source.Name, out IReadOnlyList<string>? known))
        {
            return known;
        }

        PackageSearch search = new(await packages.ConnectAsync(source, cancellationToken));
        if (!search.IsThere)
        {
            return [];
        }

        // All aliases of a large feed are many pages. A search that finds one id that continues the model's finds them all; where it finds none, it may only know whole ids.
        if (!IsSearchedOnce && await search.FindByIdAsync(model, cancellationToken) is { } near && near.Any(package => package.Id.StartsWith(model + ".", StringComparison.OrdinalIgnoreCase)))
        {
            return near.Where(package => package.MayHave(AliasTag)).Select(package => package.Id);
        }

        return _searched[source.Name] = [.. (await search.FindAsync(AliasTag, cancellationToken)).Select(package => package.Id)];
    }

    /// <summary>Whether the newest version of a package has the manifest of the model.</summary>
    /// <exception cref="ModelPackException">It cannot be read.</exception>
    public async Task<bool> ServesAsync(PackageSource source, string model, string id, CancellationToken cancellationToken) =>
        (await packages.ListAsync(source, id, cancellationToken)).LastOrDefault(version => version.IsThere != false) is { } newest
            && (await manifests.ReadAsync(id, newest, cancellationToken)).Manifest is { } manifest
            && manifest.Id.Equals(model, StringComparison.OrdinalIgnoreCase);
}
