using ModelPack.Core.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Pushes packages to a feed or a folder. What is there is never overwritten: the same content is left alone, another is refused. May be used from several threads.
/// </summary>
public sealed class PackagePusher
{
    private readonly PushSource _source;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <param name="options">How packages are pushed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public PackagePusher(FeedContext context, string source, PushOptions? options = null) => _source = new PushSource(context, source, options);

    /// <summary>Where packages are pushed to.</summary>
    public PackageSource Source => _source.Source;

    /// <summary>How messages name it.</summary>
    public string Name => _source.Name;

    /// <summary>Where <c>dotnet nuget push</c> pushes to when nothing is said, or <see langword="null"/>.</summary>
    /// <param name="context">The configuration.</param>
    public static string? DefaultSource(FeedContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SettingsUtility.GetDefaultPushSource(context.Settings) is { Length: > 0 } source ? source : null;
    }

    /// <summary>Pushes one finished package as it is, and waits until the source shows it.</summary>
    /// <param name="nupkg">The package file.</param>
    /// <param name="cancellationToken">Ends it; what was sent may or may not be there then, and the next push finds out.</param>
    /// <returns><see cref="PushOutcome.AlreadyThere"/> where the source has the same id and version with the same content.</returns>
    /// <exception cref="ModelPackException">The source has the version with another content (MP5020), or does not take it, with a code MP50xx.</exception>
    public async Task<PushOutcome> PushPackageAsync(string nupkg, CancellationToken cancellationToken)
    {
        LocalPackage package = LocalPackage.Read(Path.GetFullPath(nupkg, _source.Context.Folder));
        IPushTarget target = await _source.OpenAsync(cancellationToken);
        if (await target.HasAsync(package, cancellationToken))
        {
            return PushOutcome.AlreadyThere;
        }

        if (_source.Options.DryRun)
        {
            return PushOutcome.WouldPush;
        }

        await package.RequireContent(cancellationToken);
        PushOutcome outcome = await target.SendAsync(package, new TransferProgress(_source.Options.Progress, package.Length).Of(package), cancellationToken);
        if (!await new Confirmation(target, _source.Options).WaitAsync(package, _source.Options.ConfirmTimeout, cancellationToken))
        {
            _source.Options.Feed.Warn?.Invoke(PushFailure.NotConfirmed(Source, package, _source.Options.ConfirmTimeout).Problem with { Severity = ProblemSeverity.Warning });
        }

        return outcome;
    }

    /// <summary>
    /// Pushes a model, or every model of a folder that <c>dotnet pack</c> wrote to: payloads first and several at once, model packages when the source shows all of them.
    /// </summary>
    /// <param name="path">A package file, or a folder with packages. Payloads are looked for beside the model package and in the package cache.</param>
    /// <param name="cancellationToken">Ends it; the next push finishes what is missing.</param>
    /// <exception cref="ModelPackException">
    /// A payload is nowhere (MP5027), the source has something else under an id and version (MP5020) or another history of an alias or of records (MP5032): nothing was sent. Or the source does not take a package, with a code MP50xx.
    /// </exception>
    public async Task<PushReport> PushModelAsync(string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<ModelPackageFile> models = ModelInput.Read(Path.GetFullPath(path, _source.Context.Folder));
        return await new ModelPush(_source.Context, await _source.OpenAsync(cancellationToken), _source.Options).RunAsync(models, cancellationToken);
    }
}
