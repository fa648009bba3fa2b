using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Protocol;

namespace ModelPack.Feeds.Pushing;

/// <summary>Opens sources for pushing.</summary>
internal static class PushTargets
{
    /// <summary>Opens one.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be reached, or takes no packages (MP5021).</exception>
    public static async Task<IPushTarget> OpenAsync(FeedContext context, FeedConnections connections, PackageSource source, PushOptions options, CancellationToken cancellationToken)
    {
        FeedConnection connection = await connections.ConnectAsync(source, cancellationToken);
        if (source.IsLocal)
        {
            return Directory.Exists(NuGet.Common.UriUtility.GetLocalPath(source.Source))
                ? new FolderPushTarget(connection, options)
                : throw FeedFailure.Of(source, new DirectoryNotFoundException());
        }

        return connection is { Http: { } http } && connection.Addresses(ServiceTypes.PackagePublish) is [var publish, ..]
            ? new HttpPushTarget(connection, new PublishClient(http, source, publish, options.ApiKey ?? ApiKeys.Find(context.Settings, publish, source), options), options)
            : throw PushFailure.NoResource(source);
    }
}
