using System.Collections.Concurrent;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Sources;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>An alias that cannot be restored must never become visible: its payloads and parts are there before it is.</summary>
internal static class PayloadPresence
{
    private const int Concurrency = 8;
    private const int Named = 3;

    /// <summary>Checks that all that a model depends on is on one of the sources.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">Something is missing (MP5027).</exception>
    public static async Task RequireAsync(RecordFeeds feeds, ModelManifest manifest, CancellationToken cancellationToken)
    {
        (string Id, string Version)[] needed = [.. (manifest.Payloads ?? []).Select(payload => (payload.Id, payload.Version)).Concat((manifest.Parts ?? []).Select(part => (part.Id, part.Version)))];
        ConcurrentBag<string> missing = [];
        await Parallel.ForEachAsync(needed, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken }, async (package, token) =>
        {
            if (!await Has(feeds.Models, package, token) && (feeds.Store == feeds.Models || !await Has(feeds.Store, package, token)))
            {
                missing.Add($"{package.Id} {package.Version}");
            }
        });

        if (!missing.IsEmpty)
        {
            string[] names = [.. missing.Order(StringComparer.Ordinal)];
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.MissingPayload,
                $"The source {SourceName.Of(feeds.ModelSource)} has {manifest.Id} {manifest.Version}, but not {string.Join(", ", names.Take(Named))}{(names.Length > Named ? $" and {names.Length - Named} more" : "")}, which it needs. Push it again with 'dotnet modelpack push', or copy it there, then promote.");
        }
    }

    private static async Task<bool> Has(IRecordStore store, (string Id, string Version) package, CancellationToken cancellationToken)
    {
        if (!NuGetVersion.TryParse(package.Version.Trim('[', ']'), out NuGetVersion? version))
        {
            return false;
        }

        try
        {
            return (await store.ListAsync(package.Id, cancellationToken)).Any(known => known.IsThere && known.Version == version);
        }
        catch (ModelPackException exception) when (exception.Problem is { Code: FeedDiagnosticCodes.DamagedPackage, File: { } file })
        {
            throw PackageFailure.DamagedFile(store.Source, package.Id, version, file, exception);
        }
    }
}
