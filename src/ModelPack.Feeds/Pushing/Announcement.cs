using System.Net;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package that is announced with its size, and never sent.</summary>
internal sealed class Announcement(long size) : HttpContent
{
    /// <summary>Whether a request ended because it came to the sending.</summary>
    public static bool IsReached(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ReachedException)
            {
                return true;
            }
        }

        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new ReachedException();

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    private sealed class ReachedException() : InvalidOperationException("The feed would take it.");
}
