using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Samples;

/// <summary>The text of a JSON sample, for the one change that is made to it: its outputs are put in, and everything else stays as the author wrote it.</summary>
internal sealed class JsonSampleText
{
    private readonly byte[] _text;
    private Range? _outputs;
    private int _lastValueEnd = -1;
    private int _firstProperty = -1;

    private JsonSampleText(byte[] text) => _text = text;

    /// <summary>Whether there are outputs.</summary>
    public bool HasOutputs { get; private set; }

    /// <summary>Reads a sample.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">It cannot be read, or is no JSON object.</exception>
    public static JsonSampleText Read(string path)
    {
        JsonSampleText text = new(SampleFileBytes.Read(path));
        try
        {
            text.Scan();
        }
        catch (JsonException exception)
        {
            throw new ModelPackException(
                new Problem(DiagnosticCodes.SampleUnreadable, $"The sample '{Path.GetFileName(path)}' is no JSON object: {exception.Message} Mend the file.", path),
                exception);
        }

        return text;
    }

    /// <summary>The text with other outputs.</summary>
    /// <param name="outputs">The outputs as JSON.</param>
    public byte[] With(string outputs)
    {
        if (_outputs is { } place)
        {
            return [.. _text[..place.Start], .. Encoding.UTF8.GetBytes(outputs), .. _text[place.End..]];
        }

        string added = $"{(_lastValueEnd < 0 ? "" : ",")}{Separator()}\"outputs\": {outputs}";
        int at = _lastValueEnd >= 0 ? _lastValueEnd : Array.IndexOf(_text, (byte)'{') + 1;
        return [.. _text[..at], .. Encoding.UTF8.GetBytes(added), .. _text[at..]];
    }

    private void Scan()
    {
        Utf8JsonReader reader = new(_text, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It begins with something else.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isOutputs = reader.ValueTextEquals("outputs"u8);
            _firstProperty = _firstProperty < 0 ? (int)reader.TokenStartIndex : _firstProperty;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            bool isEmpty = reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.StartObject && IsEmpty(reader));
            reader.Skip();
            _lastValueEnd = (int)reader.BytesConsumed;
            if (isOutputs)
            {
                _outputs = start.._lastValueEnd;
                HasOutputs = !isEmpty;
            }
        }
    }

    // A copy of the reader, which stays where it is.
    private static bool IsEmpty(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.EndObject;

    /// <summary>What stands between the properties of this file: a line break with its indent, or a space.</summary>
    private string Separator()
    {
        if (_firstProperty < 0)
        {
            return " ";
        }

        int line = Array.LastIndexOf(_text, (byte)'\n', _firstProperty);
        ReadOnlySpan<byte> indent = line < 0 ? [] : _text.AsSpan(line + 1, _firstProperty - line - 1);
        bool ownLine = line >= 0 && indent.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
        return !ownLine ? " " : (line > 0 && _text[line - 1] == '\r' ? "\r\n" : "\n") + Encoding.UTF8.GetString(indent);
    }
}
