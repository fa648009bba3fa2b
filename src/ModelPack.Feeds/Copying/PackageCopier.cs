using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Copying;

/// <summary>
/// Copies a version with all that it needs from one feed or folder to another: payloads first, then what it depends on, the version itself last. What the target has is
/// left alone, so that a copy that was interrupted is finished by the next.
/// </summary>
public sealed class PackageCopier
{
    private const string Temporary = "modelpack-copy-";

    private readonly PushOptions _options;
    private readonly PushSource _from;
    private readonly PushSource _to;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="from">The name of a configured source, an address, or a folder.</param>
    /// <param name="to">The same, of where packages go; its API key is in <paramref name="options"/>, or in the configuration.</param>
    /// <param name="options">How packages are pushed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public PackageCopier(FeedContext context, string from, string to, PushOptions? options = null)
    {
        _options = options ?? new PushOptions();
        _from = new PushSource(context, from, _options);
        _to = new PushSource(context, to, _options);
    }

    /// <summary>Where packages are copied from.</summary>
    public PackageSource From => _from.Source;

    /// <summary>Where packages are copied to.</summary>
    public PackageSource To => _to.Source;

    /// <summary>Copies a version: of a model, an alias, records, or any package.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="dependencies">Whether dependencies that are no models are copied too, where the target has no version that fits.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The version, or something that it needs, cannot be had; the target has another content (MP5020) or another history of an alias or of records (MP5032): nothing was sent. Or the target does not take a package, with a code MP50xx.</exception>
    public async Task<CopyReport> CopyAsync(string id, NuGetVersion version, bool dependencies, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new(Temporary);
        PackageFetcher fetcher = new(await _from.ConnectAsync(cancellationToken), folder.Path, _options.Feed);
        FeedConnection to = await _to.ConnectAsync(cancellationToken);
        CopyPlan plan = await new CopyPlanner(fetcher, to.Feed.ListVersionsAsync, dependencies).RunAsync(id, version, cancellationToken);
        return await Run(plan, fetcher, await _to.OpenAsync(cancellationToken), cancellationToken);
    }

    private async Task<CopyReport> Run(CopyPlan plan, PackageFetcher fetcher, IPushTarget target, CancellationToken cancellationToken)
    {
        await new RecordContinuity(new FeedRecordStore(_to.Context, To.Name, _options)).RequireAsync(plan.Packages.Select(package => package.File), cancellationToken);
        bool[] arePayloadsThere = await InParallel.Ask(_options.Feed, plan.Payloads.Count, (index, token) => target.HasPayloadAsync(plan.Payloads[index], token), cancellationToken);
        bool[] areThere = await InParallel.Ask(_options.Feed, plan.Packages.Count, (index, token) => target.HasAsync(plan.Packages[index].File.Package, token), cancellationToken);
        ModelPayload[] missing = [.. plan.Payloads.Where((_, index) => !arePayloadsThere[index])];
        LocalPayloads here = new(_to.Context, []);
        await RequireAll(missing, fetcher, here, cancellationToken);

        CopiedPackage[] payloads = [.. plan.Payloads.Select((payload, index) => new CopiedPackage(payload.Id, PackageLocator.ParseVersion(payload.Version), CopiedPackageRole.Payload, payload.Size, Outcome(arePayloadsThere[index])))];
        CopiedPackage[] packages = [.. plan.Packages.Select((package, index) => new CopiedPackage(package.File.Package.Id, package.File.Package.Version, package.Role, package.File.Package.Length, Outcome(areThere[index])))];
        if (!_options.DryRun)
        {
            TransferProgress progress = new(_options.Progress, missing.Sum(payload => payload.Size) + plan.Packages.Where((_, index) => !areThere[index]).Sum(package => package.File.Package.Length));
            int[] toSend = Missing(payloads);
            IReadOnlyList<(LocalPackage Package, PushOutcome Outcome)> sent = await new PayloadSender(target, _options)
                .RunAsync(missing, (index, token) => Open(missing[index], fetcher, here, token), package => fetcher.Release(package.Path), progress, cancellationToken);
            for (int index = 0; index < sent.Count; index++)
            {
                payloads[toSend[index]] = payloads[toSend[index]] with { Size = sent[index].Package.Length, Outcome = sent[index].Outcome };
            }

            foreach (int index in Missing(packages))
            {
                packages[index] = packages[index] with { Outcome = await Send(target, plan.Packages[index].File.Package, progress, cancellationToken) };
            }
        }

        return new CopyReport([.. payloads, .. packages], plan.Missing);

        static PushOutcome Outcome(bool isThere) => isThere ? PushOutcome.AlreadyThere : PushOutcome.WouldPush;

        static int[] Missing(CopiedPackage[] all) => [.. Enumerable.Range(0, all.Length).Where(index => all[index].Outcome != PushOutcome.AlreadyThere)];
    }

    private static async Task<LocalPackage> Open(ModelPayload payload, PackageFetcher fetcher, LocalPayloads here, CancellationToken cancellationToken) => here.Find(payload)
        ?? LocalPackage.Read(await fetcher.FetchAsync(payload.Id, PackageLocator.ParseVersion(payload.Version), new ExpectedContent(payload.Sha256.ToLowerInvariant(), payload.Size), cancellationToken));

    private async Task<PushOutcome> Send(IPushTarget target, LocalPackage package, TransferProgress progress, CancellationToken cancellationToken)
    {
        PushOutcome outcome = await target.SendAsync(package, progress.Of(package), cancellationToken);
        if (!await new Confirmation(target, _options).WaitAsync(package, _options.ConfirmTimeout, cancellationToken))
        {
            throw PushFailure.NotConfirmed(target.Source, package, _options.ConfirmTimeout);
        }

        return outcome;
    }

    // Before anything is sent: a copy that cannot be finished is not begun.
    private async Task RequireAll(ModelPayload[] missing, PackageFetcher fetcher, LocalPayloads here, CancellationToken cancellationToken)
    {
        bool[] canBeHad = await InParallel.Ask(
            _options.Feed,
            missing.Length,
            async (index, token) => here.Find(missing[index]) is not null
                || (await fetcher.ListAsync(missing[index].Id, token)).Contains(PackageLocator.ParseVersion(missing[index].Version), VersionComparer.VersionRelease),
            cancellationToken);
        if (missing.Where((_, index) => !canBeHad[index]).ToArray() is [var first, ..] lost)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.MissingPayload,
                $"{Counts.Text(lost.Length, "payload package")} that it needs, first '{FeedText.Clean(first.Id)}' {FeedText.Clean(first.Version)}, {(lost.Length == 1 ? "is" : "are")} on neither "
                    + $"{SourceName.Of(From)} nor {SourceName.Of(To)}, and not in the package cache. Nothing was sent. Push the model again where it was packed.");
        }
    }
}
