using System.Security.Cryptography;
using System.Text.Json;

using ModelPack.Json;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>The signed envelope of a revocation: that it is there, and says what the record says. Whose signature it has is for the tool to tell, which has the policy.</summary>
internal static class RevocationEnvelope
{
    private const int MaximumSize = 1 << 20;

    private static readonly string[] PlaceInHistory = ["sequence", "skipped", "previous", "envelope"];

    /// <summary>Whether it fits.</summary>
    /// <param name="folder">The folder of the file of records.</param>
    /// <param name="sha256">The name that the record has for it.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static bool Fits(string folder, string sha256, JsonElement record)
    {
        string file = Path.Combine(folder, "envelopes", sha256 + ".json");
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower) || new FileInfo(file) is not { Exists: true, Length: <= MaximumSize })
        {
            return false;
        }

        byte[] bytes = File.ReadAllBytes(file);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
        {
            return false;
        }

        using JsonDocument envelope = JsonDocument.Parse(bytes);
        using JsonDocument statement = JsonDocument.Parse(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());
        return CanonicalJson.Bytes(statement.RootElement.GetProperty("predicate")).AsSpan().SequenceEqual(CanonicalJson.Bytes(record, PlaceInHistory));
    }
}
