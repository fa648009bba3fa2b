using System.Collections.Concurrent;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>What time it is by the servers of sources: whoever sets the clock of this machine does not set theirs.</summary>
internal sealed class FeedClock
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _times = new(StringComparer.Ordinal);

    /// <summary>The latest time that a source's answers had; <see langword="null"/> where none had one, as of a folder.</summary>
    public DateTimeOffset? Of(PackageSource source) => _times.TryGetValue(source.Name, out DateTimeOffset time) ? time : null;

    /// <summary>Takes the time of an answer.</summary>
    public void Hear(PackageSource source, HttpResponseMessage response)
    {
        if (response.Headers.Date is { } date)
        {
            // A cache between says how long it has had the answer. Of several the latest counts: they do not come in order.
            DateTimeOffset time = date + (response.Headers.Age ?? TimeSpan.Zero);
            _times.AddOrUpdate(source.Name, time, (_, known) => known > time ? known : time);
        }
    }
}
