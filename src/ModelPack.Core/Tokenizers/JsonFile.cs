using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tokenizers;

/// <summary>Checks JSON files of tokenizers and configurations without building anything from them.</summary>
internal static class JsonFile
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 128 };

    /// <summary>Reads a JSON file; what Python writes for numbers that JSON lacks (<c>NaN</c>, <c>Infinity</c>) reads as 0.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">It is empty, a web page or no text (MP2001 to MP2003, MP2115), or cannot be read (MP2013).</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        ReadOnlyMemory<byte> text = TextFile.Read(path, DiagnosticCodes.JsonInvalid, "a JSON file");
        byte[] json = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(text, out ArraySegment<byte> segment) ? segment.Array! : text.ToArray();
        ReplaceNonNumbers(json.AsSpan(segment.Offset, text.Length));
        return json.AsMemory(segment.Offset, text.Length);
    }

    /// <summary>A reader that takes comments and trailing commas.</summary>
    public static Utf8JsonReader Reader(ReadOnlyMemory<byte> json) => new(json.Span, Options);

    /// <summary>Checks that a file is JSON, and that no key occurs twice in an object.</summary>
    /// <param name="path">The file.</param>
    /// <param name="roots">What its outermost value may be; anything where empty.</param>
    /// <exception cref="ModelPackException">It is not (MP2115), or cannot be read.</exception>
    public static void Check(string path, params ReadOnlySpan<JsonTokenType> roots)
    {
        ReadOnlyMemory<byte> json = Read(path);
        JsonTokenType root;
        try
        {
            Utf8JsonReader reader = Reader(json);
            reader.Read();
            root = reader.TokenType;
            JsonKeys keys = new();
            do
            {
                if (keys.See(ref reader) is { } twin)
                {
                    throw Twin(path, twin, json.Span[..(int)reader.TokenStartIndex]);
                }
            }
            while (reader.Read());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair in a key.
            throw Invalid(path, e);
        }

        if (!roots.IsEmpty && !roots.Contains(root))
        {
            throw ModelFileErrors.Error(
                DiagnosticCodes.JsonInvalid,
                path,
                $"'{ModelFileErrors.Name(path)}' holds {Describe(root)} where {(roots[0] == JsonTokenType.StartObject ? "an object" : "an array")} is expected. Write the file again.");
        }
    }

    /// <summary>The error for what is no JSON.</summary>
    public static ModelPackException Invalid(string path, Exception e)
    {
        int line = e is JsonException { LineNumber: { } number } ? (int)Math.Min(number + 1, int.MaxValue) : 0;
        string message = $"'{ModelFileErrors.Name(path)}' is no valid JSON: {e.Message.TrimEnd('.')}. Correct it, or copy or write the file again.";
        return new ModelPackException(new Problem(DiagnosticCodes.JsonInvalid, message, Path.GetFullPath(path), line), e);
    }

    private static ModelPackException Twin(string path, string key, ReadOnlySpan<byte> before)
    {
        string message = $"'{ModelFileErrors.Name(path)}' has the key '{(key.Length <= 100 ? key : key[..100] + "…")}' twice in one object. Remove one of the two.";
        return new ModelPackException(new Problem(DiagnosticCodes.JsonInvalid, message, Path.GetFullPath(path), before.Count((byte)'\n') + 1));
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a truth value",
    };

    private static void ReplaceNonNumbers(Span<byte> json)
    {
        bool text = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte next = json[i];
            if (text)
            {
                i += next == '\\' ? 1 : 0;
                text = next != '"';
                continue;
            }

            text = next == '"';
            int length = next is (byte)'N' or (byte)'I' or (byte)'-' ? NonNumber(json[i..]) : 0;
            if (length > 0)
            {
                json.Slice(i, length).Fill((byte)' ');
                json[i] = (byte)'0';
                i += length - 1;
            }
        }
    }

    private static int NonNumber(ReadOnlySpan<byte> json)
        => json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
