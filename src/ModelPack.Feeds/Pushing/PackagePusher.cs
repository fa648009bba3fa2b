using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Pushes packages to a feed or a folder. What is there is never overwritten: the same content is left alone, another is refused. May be used from several threads.
/// </summary>
public sealed partial class PackagePusher
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
        PushOutcome outcome = await target.SendAsync(package, Report(package, package.Length), cancellationToken);
        if (!await new Confirmation(target, _options).WaitAsync(package, _options.ConfirmTimeout, cancellationToken))
        {
            _options.Feed.Warn?.Invoke(PushFailure.NotConfirmed(Source, package, _options.ConfirmTimeout).Problem with { Severity = ProblemSeverity.Warning });
        }

        return outcome;
    }

    private Task<IPushTarget> Target(CancellationToken cancellationToken) => PushTargets.OpenAsync(_context, _connections, Source, _options, cancellationToken);

    private Action<long> Report(LocalPackage package, long total) => done => _options.Progress?.Report(new PushProgress(package.Id, package.Version, done, package.Length, done, total));
}
