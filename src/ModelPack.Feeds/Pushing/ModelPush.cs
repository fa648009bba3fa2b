using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Pushes models with their payloads. First is found out what is missing, and whether all of it can be sent; then payloads go, and are waited for; model packages go last. So
/// a version that the source shows can be restored, and what was interrupted is finished by the next push.
/// </summary>
internal sealed class ModelPush(FeedContext context, IPushTarget target, PushOptions options)
{
    private const int Named = 5;

    /// <summary>Pushes them.</summary>
    public async Task<PushReport> RunAsync(IReadOnlyList<ModelPackageFile> models, CancellationToken cancellationToken)
    {
        await new RecordContinuity(new FeedRecordStore(context, target.Source.Name, options)).RequireAsync(models, cancellationToken);
        ModelPayload[] payloads = [.. models.SelectMany(model => model.Payloads).DistinctBy(payload => (payload.Id.ToUpperInvariant(), payload.Version))];
        LocalPackage?[] files = [.. payloads.Select(new LocalPayloads(context, [.. models.Select(model => Path.GetDirectoryName(model.Package.Path)!).Distinct(StringComparer.Ordinal)]).Find)];
        bool[] areThere = await InParallel.Ask(options.Feed, payloads.Length, (index, token) => files[index] is { } file ? target.HasAsync(file, token) : target.HasPayloadAsync(payloads[index], token), cancellationToken);
        bool[] areModelsThere = await InParallel.Ask(options.Feed, models.Count, (index, token) => target.HasAsync(models[index].Package, token), cancellationToken);
        RequireAll(models, [.. payloads.Where((_, index) => !areThere[index] && files[index] is null)]);
        await WarnOfParts(models, cancellationToken);

        int[] missing = [.. Enumerable.Range(0, payloads.Length).Where(index => !areThere[index])];
        ModelPackageFile[] missingModels = [.. models.Where((_, index) => !areModelsThere[index])];
        TransferProgress progress = new(options.Progress, missing.Sum(index => files[index]!.Length) + missingModels.Sum(model => model.Package.Length));
        HashSet<LocalPackage> taken = new(ReferenceEqualityComparer.Instance);
        if (!options.DryRun)
        {
            foreach ((LocalPackage package, PushOutcome outcome) in await new PayloadSender(target, options)
                .RunAsync([.. missing.Select(index => payloads[index])], (index, _) => Task.FromResult(files[missing[index]]!), _ => { }, progress, cancellationToken))
            {
                Note(package, outcome);
            }

            await SendModels(missingModels, async model => Note(model, await target.SendAsync(model, progress.Of(model), cancellationToken)), cancellationToken);
        }

        return new PushReport(
            [.. models.Select((model, index) => Of(model.Package, areModelsThere[index]))],
            [.. payloads.Select((payload, index) => files[index] is { } file
                ? Of(file, areThere[index])
                : new PushedPackage(payload.Id, PackageLocator.ParseVersion(payload.Version), payload.Size, PushOutcome.AlreadyThere))]);

        void Note(LocalPackage package, PushOutcome outcome)
        {
            if (outcome == PushOutcome.Pushed)
            {
                taken.Add(package);
            }
        }

        PushedPackage Of(LocalPackage package, bool isThere) => new(
            package.Id,
            package.Version,
            package.Length,
            isThere ? PushOutcome.AlreadyThere : options.DryRun ? PushOutcome.WouldPush : taken.Contains(package) ? PushOutcome.Pushed : PushOutcome.AlreadyThere);
    }

    // A model that consists of others is sent when the source shows those: it cannot be restored before.
    private async Task SendModels(ModelPackageFile[] models, Func<LocalPackage, Task> send, CancellationToken cancellationToken)
    {
        Confirmation confirmation = new(target, options);
        List<LocalPackage> unconfirmed = [];
        foreach (ModelPackageFile model in models)
        {
            foreach (LocalPackage part in unconfirmed.Where(model.HasPart).ToArray())
            {
                if (!await confirmation.WaitAsync(part, options.ConfirmTimeout, cancellationToken))
                {
                    throw PushFailure.NotConfirmed(target.Source, part, options.ConfirmTimeout);
                }

                unconfirmed.Remove(part);
            }

            await model.Package.RequireContent(cancellationToken);
            await send(model.Package);
            unconfirmed.Add(model.Package);
        }

        foreach (LocalPackage model in unconfirmed)
        {
            if (!await confirmation.WaitAsync(model, options.ConfirmTimeout, cancellationToken))
            {
                options.Feed.Warn?.Invoke(PushFailure.NotConfirmed(target.Source, model, options.ConfirmTimeout).Problem with { Severity = ProblemSeverity.Warning });
            }
        }
    }

    private void RequireAll(IReadOnlyList<ModelPackageFile> models, ModelPayload[] lost)
    {
        if (lost.Length == 0)
        {
            return;
        }

        ModelPackageFile model = models.First(model => model.Payloads.Any(payload => lost.Contains(payload)));
        string names = string.Join(", ", lost.Take(Named).Select(payload => $"'{FeedText.Clean(payload.Id)}' {FeedText.Clean(payload.Version)}")) + (lost.Length > Named ? $" and {lost.Length - Named} more" : "");
        throw FeedProblems.Fail(
            FeedDiagnosticCodes.MissingPayload,
            $"{model.Package.Name} needs {Counts.Text(lost.Length, "payload package")} that {(lost.Length == 1 ? "is" : "are")} neither beside it, nor in the package cache, nor on the source {SourceName.Of(target.Source)}: {names}. "
                + "Nothing was sent. Pack the model again into this folder, or copy it from a feed that has it.",
            file: model.Package.Path);
    }

    private async Task WarnOfParts(IReadOnlyList<ModelPackageFile> models, CancellationToken cancellationToken)
    {
        foreach (ModelPart part in models.SelectMany(model => model.Parts).DistinctBy(part => (part.Id.ToUpperInvariant(), part.Version)))
        {
            NuGetVersion version = PackageLocator.ParseVersion(part.Version);
            bool isPushed = models.Any(model => model.Package.Id.Equals(part.Id, StringComparison.OrdinalIgnoreCase) && VersionComparer.VersionRelease.Equals(model.Package.Version, version));
            if (!isPushed && !await target.HasVersionAsync(part.Id, version, cancellationToken))
            {
                options.Feed.Warn?.Invoke(new Problem(
                    FeedDiagnosticCodes.MissingPayload,
                    $"The source {SourceName.Of(target.Source)} does not have the part '{FeedText.Clean(part.Id)}' {version.ToNormalizedString()}: who restores needs another source for it, or push it too.",
                    Severity: ProblemSeverity.Warning));
            }
        }
    }
}
