using System.Text.Json;
using ModelPack.Core.Content;
using NuGet.Configuration;

namespace ModelPack.Feeds.Probing;

/// <summary>What this machine knows of feeds that were probed.</summary>
internal static class PromiseMemory
{
    /// <summary>How long what was found out is believed: who runs a feed may set it up anew.</summary>
    public const int Days = 30;

    /// <summary>Remembers what deleting means on a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="promises">What was found out.</param>
    /// <param name="probed">When.</param>
    public static void Keep(PackageSource source, FeedPromises promises, DateTimeOffset probed)
    {
        if (FileOf(source) is not { } file)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(new RememberedPromises(promises.Delete.ToString(), probed), PromiseJsonContext.Default.RememberedPromises));
    }

    /// <summary>What deleting means on a source, and when that was found out; <see cref="DeleteMeaning.Unknown"/> where it was never probed.</summary>
    public static (DeleteMeaning Delete, DateTimeOffset Probed) Find(PackageSource source)
    {
        if (FileOf(source) is not { } file || !File.Exists(file))
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), PromiseJsonContext.Default.RememberedPromises) is { } known && Enum.TryParse(known.Delete, out DeleteMeaning meaning) ? (meaning, known.Probed) : default;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // As if it had never been probed.
            return default;
        }
    }

    private static string? FileOf(PackageSource source) => ModelPackStore.Folder is { } folder
        ? Path.Combine(folder, "feeds", Configuration.SourceKey.Of(source) + ".json")
        : null;
}
