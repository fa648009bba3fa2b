using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelPack.Core.Formats;
using ModelPack.Json;

namespace ModelPack.Core.Records;

/// <summary>Reads and writes the JSON of records: equal records give equal bytes, on every system.</summary>
internal static class RecordJson
{
    /// <summary>The largest file of records.</summary>
    public const int MaximumSize = RecordLimits.MaximumSize;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file of records.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">How messages name it.</param>
    /// <param name="type">What is in it.</param>
    /// <exception cref="Diagnostics.ModelPackException">It is too large, or none (MP5060).</exception>
    public static T Read<T>(Stream stream, string name, JsonTypeInfo<T> type)
        where T : class
    {
        byte[] bytes = ReadBounded(stream, MaximumSize) ?? throw RecordProblems.BadRecord(name, $"is larger than {MaximumSize >> 20} MiB, which no file of records is. Do not use it; tell who published it.");
        if (JsonText.Complaint(bytes, isFree: _ => false) is { } complaint)
        {
            throw RecordProblems.BadRecord(name, $"is no file of records: it {complaint.TrimEnd('.')}. Publish it again, or take an older version of its package.");
        }

        try
        {
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw RecordProblems.BadRecord(name, $"is no file of records: {exception.Message} Publish it again, or take an older version of its package.", exception);
        }
    }

    /// <summary>Reads all bytes, or <see langword="null"/> where there are more than a limit.</summary>
    public static byte[]? ReadBounded(Stream stream, int limit)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 16];
        while (stream.Read(buffer) is var read and > 0)
        {
            if (bytes.Length + read > limit)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>A whole file, indented by two spaces, with <c>\n</c> line ends.</summary>
    /// <param name="value">What is in it.</param>
    /// <param name="name">How messages name it.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="Diagnostics.ModelPackException">It is larger than what is read (MP5086).</exception>
    public static byte[] WriteFile<T>(T value, string name, JsonTypeInfo<T> type)
    {
        byte[] bytes = Write(value, type);
        return bytes.Length <= MaximumSize ? bytes : throw RecordProblems.Full(name, $"{MaximumSize >> 20} MiB");
    }

    /// <summary>A value, indented by two spaces, with <c>\n</c> line ends.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Readable))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>A record in its canonical form.</summary>
    public static byte[] Canonical<T>(T value, JsonTypeInfo<T> type, params ReadOnlySpan<string> without) => CanonicalJson.Bytes(JsonSerializer.SerializeToElement(value, type), without);

    /// <summary>The digest of a record in its canonical form.</summary>
    public static string Digest<T>(T value, JsonTypeInfo<T> type) => CanonicalJson.Digest(JsonSerializer.SerializeToElement(value, type));
}
