using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelPack.Core.Lineage.Data;

/// <summary>Reads JSON, with the <c>NaN</c> and <c>Infinity</c> that Python writes: they become texts. Of a key that occurs twice the last counts.</summary>
internal static class JsonData
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = DataBuilder.MaximumDepth };

    /// <summary>Reads a document.</summary>
    /// <param name="json">UTF-8, without byte order mark.</param>
    /// <param name="streams">What is handed out while it is read.</param>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static DataNode Read(byte[] json, DataStreams? streams = null)
    {
        json = QuoteNonNumbers(json);
        DataBuilder builder = new(streams);
        Utf8JsonReader reader = new(json, Options);
        int line = 1;
        long counted = 0;
        try
        {
            while (reader.Read())
            {
                line += json.AsSpan((int)counted, (int)(reader.TokenStartIndex - counted)).Count((byte)'\n');
                counted = reader.TokenStartIndex;
                Take(ref reader, builder, line);
            }
        }
        catch (JsonException exception)
        {
            string what = exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? string.Create(CultureInfo.InvariantCulture, $"The document has more than {DataBuilder.MaximumDepth} levels.")
                : exception.Message.Split(" LineNumber:", 2)[0];
            throw new DataException(what, exception.LineNumber is { } at ? (int)Math.Min(at + 1, int.MaxValue) : line, exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new DataException("A text holds half of a surrogate pair.", line, exception);
        }

        return builder.Root ?? throw new DataException("The file is empty.", 1);
    }

    private static void Take(ref Utf8JsonReader reader, DataBuilder builder, int line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                builder.StartMap(line);
                break;
            case JsonTokenType.StartArray:
                builder.StartList(line);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.End();
                break;
            case JsonTokenType.PropertyName:
                builder.Key(reader.GetString()!);
                break;
            case JsonTokenType.String:
                builder.Scalar(DataKind.Text, reader.GetString()!, line);
                break;
            case JsonTokenType.Number:
                builder.Scalar(DataKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), line);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Scalar(DataKind.Boolean, reader.TokenType == JsonTokenType.True ? "true" : "false", line);
                break;
            case JsonTokenType.Null:
                builder.Scalar(DataKind.Null, "", line);
                break;
        }
    }

    /// <summary>Puts quotes around the bare words that JSON has not.</summary>
    private static byte[] QuoteNonNumbers(byte[] json)
    {
        using MemoryStream quoted = new();
        bool text = false;
        int copied = 0;
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
            int length = next is (byte)'N' or (byte)'I' or (byte)'-' ? NonNumber(json.AsSpan(i)) : 0;
            if (length > 0)
            {
                quoted.Write(json, copied, i - copied);
                quoted.WriteByte((byte)'"');
                quoted.Write(json, i, length);
                quoted.WriteByte((byte)'"');
                copied = i + length;
                i = copied - 1;
            }
        }

        if (copied == 0)
        {
            return json;
        }

        quoted.Write(json, copied, json.Length - copied);
        return quoted.ToArray();
    }

    private static int NonNumber(ReadOnlySpan<byte> json)
        => json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
