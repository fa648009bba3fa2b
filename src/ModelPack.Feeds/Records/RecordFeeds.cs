using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Rollback;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>Where models are, and where their records are: one source, or one of its own for records, so that the right to promote is not the right to push.</summary>
public sealed class RecordFeeds
{
    /// <summary>Opens the sources.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The source of models: the name of a configured one, an address, or a folder.</param>
    /// <param name="recordsSource">The source of records, where it is another.</param>
    /// <param name="options">How packages are read and pushed.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    /// <exception cref="ArgumentException">The options have <see cref="PushOptions.DryRun"/>: each request says itself whether it is only to be tried.</exception>
    public RecordFeeds(FeedContext context, string source, string? recordsSource = null, PushOptions? options = null)
    {
        PushOptions push = options ?? new PushOptions();
        if (push.DryRun)
        {
            throw new ArgumentException($"Records are never pushed dry: what is only to be tried says so in its request ({nameof(PromotionRequest)}.{nameof(PromotionRequest.DryRun)}, {nameof(RollbackRequest)}.{nameof(RollbackRequest.Plan)}).", nameof(options));
        }

        Models = new FeedRecordStore(context, source, push);
        Store = recordsSource is null ? Models : new FeedRecordStore(context, recordsSource, push);
        Warn = push.Feed.Warn;
        Reader = new RecordReader(Store, Warn);
    }

    internal RecordFeeds(IRecordStore models, IRecordStore records, Action<Problem>? warn = null)
    {
        Models = models;
        Store = records;
        Warn = warn;
        Reader = new RecordReader(records, warn);
    }

    /// <summary>The source of models.</summary>
    public PackageSource ModelSource => Models.Source;

    /// <summary>The source of records.</summary>
    public PackageSource RecordSource => Store.Source;

    /// <summary>Reads records.</summary>
    public RecordReader Reader { get; }

    internal IRecordStore Models { get; }

    internal IRecordStore Store { get; }

    internal Action<Problem>? Warn { get; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Now, as records have it: in seconds.</summary>
    internal DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Now, never later than the source of records says: by it is told how long something has been there. Only after that source was asked.</summary>
    internal DateTimeOffset NoLaterThanSource => Store.Time is { } time && time < Now ? time : Now;

    /// <summary>Opens a version of a model.</summary>
    /// <exception cref="ModelPackException">The source has no such version (MP5004, MP5005), or it is no model (MP4020), or an alias (MP5083).</exception>
    internal async Task<OpenedModel> OpenModelAsync(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        IPackageContent content = await Models.OpenAsync(id, version, cancellationToken) ?? throw await NotFound(id, version, cancellationToken);
        try
        {
            ModelManifest manifest = PackageManifests.Read(content);
            if (content.Contains(AliasHistory.Entry))
            {
                throw RecordFailure.IsAnAlias(id, manifest.Id);
            }

            if (!manifest.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || !NuGetVersion.TryParse(manifest.Version, out NuGetVersion? own) || own != version)
            {
                throw FeedProblems.Fail(FeedDiagnosticCodes.WrongPackage, $"'{content.Name}' has the manifest of {manifest.Id} {manifest.Version}. Tell who published it; it cannot be used.");
            }

            OpenedModel model = new(content, manifest);
            content = null!;
            return model;
        }
        finally
        {
            content?.Dispose();
        }
    }

    private async Task<ModelPackException> NotFound(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredVersion> versions = await Models.ListAsync(id, cancellationToken);
        return versions.Count == 0
            ? FeedProblems.PackageNotFound(id, [ModelSource])
            : FeedProblems.VersionNotFound(id, version, [.. versions.Select(known => known.Version)], [ModelSource]);
    }
}
