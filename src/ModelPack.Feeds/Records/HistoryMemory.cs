using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Feeds.Configuration;
using NuGet.Configuration;

namespace ModelPack.Feeds.Records;

/// <summary>
/// Up to which record this machine has read the histories of sources: <c>histories/</c> in its store, a file for each source and id. What is damaged or cannot be written
/// is not there; then all versions are read again.
/// </summary>
/// <param name="store">The store; <see langword="null"/> for none.</param>
internal sealed class HistoryMemory(string? store)
{
    private const string Format = "ModelPack history 1";
    private const int MostBytes = 1024;

    /// <summary>The memory of this machine.</summary>
    public static HistoryMemory Open() => new(ModelPackStore.Folder);

    /// <summary>The newest record that was read and held against all versions before it.</summary>
    /// <returns>Its number and digest, or <see langword="null"/> where nothing is known.</returns>
    public (int Number, string Digest)? Find(PackageSource source, string id)
    {
        try
        {
            return FileOf(source, id) is { } file && new FileInfo(file) is { Exists: true, Length: <= MostBytes } ? Parse(File.ReadAllText(file)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Memory that cannot be read is no memory.
            return null;
        }
    }

    /// <summary>Remembers a record, and with it all before it.</summary>
    public void Remember(PackageSource source, string id, int number, string digest)
    {
        if (FileOf(source, id) is not { } file)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(Text(number, digest)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next call reads all again.
        }
    }

    /// <summary>The file of an id; <see langword="null"/> where there is no store.</summary>
    public string? FileOf(PackageSource source, string id) => store is null ? null : Path.Combine(store, "histories", SourceKey.Of(source), id.ToLowerInvariant() + ".history");

    private static string Text(int number, string digest)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{Format}\t{number}\t{digest}");
        return $"{line}\t{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))}\n";
    }

    private static (int Number, string Digest)? Parse(string text) =>
        text.Split('\t') is [Format, var number, var digest, _] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int sequence) && text == Text(sequence, digest)
            ? (sequence, digest)
            : null;
}
