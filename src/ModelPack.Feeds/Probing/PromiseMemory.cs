using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Content;
using NuGet.Configuration;

namespace ModelPack.Feeds.Probing;

/// <summary>What this machine knows of feeds that were probed.</summary>
internal static class PromiseMemory
{
    /// <summary>Remembers what deleting means on a source.</summary>
    public static void Keep(PackageSource source, FeedPromises promises)
    {
        if (FileOf(source) is not { } file)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string temporary = $"{file}.{Guid.NewGuid():n}~";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new RememberedPromises(promises.Delete.ToString(), DateTimeOffset.UtcNow), PromiseJsonContext.Default.RememberedPromises));
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>What deleting means on a source; <see cref="DeleteMeaning.Unknown"/> where it was never probed.</summary>
    public static DeleteMeaning Find(PackageSource source)
    {
        if (FileOf(source) is not { } file || !File.Exists(file))
        {
            return DeleteMeaning.Unknown;
        }

        try
        {
            return Enum.TryParse(JsonSerializer.Deserialize(File.ReadAllBytes(file), PromiseJsonContext.Default.RememberedPromises)?.Delete, out DeleteMeaning meaning) ? meaning : DeleteMeaning.Unknown;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // As if it had never been probed.
            return DeleteMeaning.Unknown;
        }
    }

    private static string? FileOf(PackageSource source) => ModelPackStore.Folder is { } folder
        ? Path.Combine(folder, "feeds", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Configuration.SourceName.Place(source.Source).TrimEnd('/'))))[..32] + ".json")
        : null;
}
