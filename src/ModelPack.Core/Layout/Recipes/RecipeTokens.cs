using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ModelPack.Core.Layout.Recipes;

/// <summary>The JSON tokens of a stream, read through one buffer: a token that does not fit is refused.</summary>
/// <param name="stream">The stream; stays open.</param>
internal sealed class RecipeTokens(Stream stream)
{
    /// <summary>Room for the longest literal in base64, and some.</summary>
    private const int BufferSize = 128 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly byte[] _text = new byte[BufferSize];
    private int _start;
    private int _count;
    private bool _ended;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 8 });
    private int _textLength;
    private long? _number;

    /// <summary>The token.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The text of a name or string.</summary>
    public string Text => Encoding.UTF8.GetString(_text, 0, _textLength);

    /// <summary>The value of a whole number that is not negative.</summary>
    public long Number => Type == JsonTokenType.Number && _number is { } number ? number : throw RecipeReader.Refused("a number in it is negative, too large, or no whole number");

    /// <summary>Whether the token is this string or name.</summary>
    public bool Is(ReadOnlySpan<byte> text) => _text.AsSpan(0, _textLength).SequenceEqual(text);

    /// <summary>Decodes a base64 string.</summary>
    /// <param name="bytes">Takes the bytes.</param>
    public int Base64(Span<byte> bytes)
        => System.Buffers.Text.Base64.DecodeFromUtf8(_text.AsSpan(0, _textLength), bytes, out int consumed, out int written) == System.Buffers.OperationStatus.Done && consumed == _textLength
            ? written
            : throw RecipeReader.Refused($"a literal in it is no base64, or longer than {bytes.Length} bytes");

    /// <summary>Reads the next token.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (true)
        {
            if (TryRead(out bool done))
            {
                return !done;
            }

            Fill();
        }
    }

    private bool TryRead(out bool done)
    {
        Utf8JsonReader reader = new(_buffer.AsSpan(_start, _count), _ended, _state);
        bool read;
        try
        {
            read = reader.Read();
        }
        catch (JsonException exception)
        {
            throw RecipeReader.Refused($"it is no JSON: {exception.Message.TrimEnd('.')}", exception);
        }

        if (read)
        {
            Type = reader.TokenType;
            _number = Type == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0 ? number : null;
            try
            {
                _textLength = Type is JsonTokenType.String or JsonTokenType.PropertyName ? reader.CopyString(_text) : 0;
            }
            catch (InvalidOperationException exception)
            {
                throw RecipeReader.Refused("a text in it is no UTF-8", exception);
            }
        }

        _start += (int)reader.BytesConsumed;
        _count -= (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        done = !read && _ended;
        return read || _ended;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _count).CopyTo(_buffer);
        _start = 0;
        if (_count == _buffer.Length)
        {
            throw RecipeReader.Refused("a text in it is too long");
        }

        int read = stream.Read(_buffer, _count, _buffer.Length - _count);
        _count += read;
        _ended = read == 0;
    }
}
