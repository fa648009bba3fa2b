using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Protocol;

namespace ModelPack.Feeds.Pushing;

/// <summary>A source that packages are sent to. It is connected to once.</summary>
/// <param name="context">Sources, credentials and API keys.</param>
/// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
/// <param name="options">How packages are pushed; <see langword="null"/> for the defaults.</param>
internal sealed class PushSource(FeedContext context, string source, PushOptions? options)
{
    private readonly FeedConnections _connections = new(options?.Feed ?? new FeedOptions());

    public FeedContext Context { get; } = context;

    public PushOptions Options { get; } = options ?? new PushOptions();

    /// <summary>The source as it is configured.</summary>
    public PackageSource Source { get; } = context.Find(source);

    /// <summary>How messages name it.</summary>
    public string Name => SourceName.Short(Source);

    /// <summary>Connects to it.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be reached.</exception>
    public Task<FeedConnection> ConnectAsync(CancellationToken cancellationToken) => _connections.ConnectAsync(Source, cancellationToken);

    /// <summary>Opens it for pushing.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be reached, or takes no packages (MP5021).</exception>
    public async Task<IPushTarget> OpenAsync(CancellationToken cancellationToken)
    {
        FeedConnection connection = await ConnectAsync(cancellationToken);
        if (Source.IsLocal)
        {
            return Directory.Exists(NuGet.Common.UriUtility.GetLocalPath(Source.Source))
                ? new FolderPushTarget(connection, Options)
                : throw FeedFailure.Of(Source, new DirectoryNotFoundException());
        }

        return connection is { Http: { } http } && connection.Addresses(ServiceTypes.PackagePublish) is [var publish, ..]
            ? new HttpPushTarget(connection, new PublishClient(http, Source, publish, Options.ApiKey ?? ApiKeys.Find(Context.Settings, publish, Source), Options), Options)
            : throw PushFailure.NoResource(Source);
    }
}
