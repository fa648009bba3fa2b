using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Pushes packages to a feed or a folder. What is there is never overwritten: the same content is left alone, another is refused. May be used from several threads.
/// </summary>
public sealed class PackagePusher
{
    private readonly FeedContext _context;
    private readonly PushOptions _options;
    private readonly FeedConnections _connections;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <param name="options">How packages are pushed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public PackagePusher(FeedContext context, string source, PushOptions? options = null)
    {
        _context = context;
        _options = options ?? new PushOptions();
        _connections = new FeedConnections(_options.Feed);
        Source = context.Find(source);
    }

    /// <summary>Where packages are pushed to.</summary>
    public PackageSource Source { get; }

    /// <summary>How messages name it.</summary>
    public string Name => SourceName.Short(Source);

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
        LocalPackage package = LocalPackage.Read(Path.GetFullPath(nupkg, _context.Folder));
        IPushTarget target = await Target(cancellationToken);
        if (await target.HasAsync(package, cancellationToken))
        {
            return PushOutcome.AlreadyThere;
        }

        if (_options.DryRun)
        {
            return PushOutcome.WouldPush;
        }

        await package.RequireContent(cancellationToken);
        PushOutcome outcome = await target.SendAsync(package, new TransferProgress(_options.Progress, package.Length).Of(package), cancellationToken);
        if (!await new Confirmation(target, _options).WaitAsync(package, _options.ConfirmTimeout, cancellationToken))
        {
            _options.Feed.Warn?.Invoke(PushFailure.NotConfirmed(Source, package, _options.ConfirmTimeout).Problem with { Severity = ProblemSeverity.Warning });
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
        IReadOnlyList<ModelPackageFile> models = ModelInput.Read(Path.GetFullPath(path, _context.Folder));
        return await new ModelPush(_context, await Target(cancellationToken), _options).RunAsync(models, cancellationToken);
    }

    private Task<IPushTarget> Target(CancellationToken cancellationToken) => PushTargets.OpenAsync(_context, _connections, Source, _options, cancellationToken);
}
