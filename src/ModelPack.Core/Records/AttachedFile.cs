using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Records;

/// <summary>A file that belongs to a record; its content is in the package of records, by its digest.</summary>
public sealed class AttachedFile
{
    /// <summary>The most bytes of a file.</summary>
    public const int MaximumSize = 4 << 20;

    /// <summary>The most bytes of all files of a package of records: each version carries them all.</summary>
    public const int MaximumTotal = 64 << 20;

    /// <summary>The name, without folders.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256: 64 lower case hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    public long Size { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The entry of its content.</summary>
    [JsonIgnore]
    public string Entry => $"{RecordPackages.AttachmentsFolder}/{Sha256}";

    /// <summary>Reads a file that is to be attached.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What the record says, and the content.</returns>
    /// <exception cref="ModelPackException">It cannot be read or is too large (MP5065).</exception>
    public static (AttachedFile File, byte[] Content) Read(string path)
    {
        byte[]? content;
        try
        {
            if (File.Exists(path) && !RegularFiles.Is(Path.GetFullPath(path)))
            {
                throw new IOException("It is no file but a pipe or device.");
            }

            using FileStream stream = File.OpenRead(path);
            content = RecordJson.ReadBounded(stream, MaximumSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RecordProblems.Fail(RecordDiagnosticCodes.BadAttachment, $"The file '{path}' cannot be attached: {exception.Message} Name a file that can be read.", exception, path);
        }

        return content is null
            ? throw RecordProblems.Fail(RecordDiagnosticCodes.BadAttachment, $"The file '{path}' is larger than {MaximumSize >> 20} MiB, the most that a record carries. Keep it elsewhere, and attach a file with its address and digest.", file: path)
            : (new AttachedFile { Name = Path.GetFileName(path), Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Size = content.Length }, content);
    }
}
