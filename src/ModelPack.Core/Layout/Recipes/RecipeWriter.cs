using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelPack.Core.Layout.Recipes;

/// <summary>Writes a recipe part by part. The same calls with the same bytes give the same text, however the bytes are divided among calls.</summary>
internal sealed class RecipeWriter : IDisposable
{
    /// <summary>Fewer zeros are bytes like any others.</summary>
    private const int LeastZeros = 64;

    private const int FlushBytes = 128 * 1024;

    private readonly Utf8JsonWriter _json;
    private readonly byte[] _literal = new byte[RecipeFormat.MostLiteral];
    private int _count;
    private long _zeros;

    /// <summary>Begins a recipe.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="path">The path of the author's file in the package.</param>
    /// <param name="size">The size of the author's file in bytes.</param>
    /// <param name="sha256">The SHA-256 of the author's file.</param>
    public RecipeWriter(Stream output, string path, long size, string sha256)
    {
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteNumber("recipeVersion"u8, RecipeFormat.Version);
        _json.WriteString("path"u8, path);
        _json.WriteNumber("size"u8, size);
        _json.WriteString("sha256"u8, sha256);
        _json.WriteStartArray("parts"u8);
    }

    /// <summary>The next bytes, as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int zeros = bytes.IndexOfAnyExcept((byte)0);
            zeros = zeros < 0 ? bytes.Length : zeros;
            _zeros += zeros;
            bytes = bytes[zeros..];
            if (bytes.IsEmpty)
            {
                return;
            }

            EndZeros();
            int length = bytes.IndexOf((byte)0);
            length = length < 0 ? bytes.Length : length;
            Literal(bytes[..length]);
            bytes = bytes[length..];
        }
    }

    /// <summary>The next bytes are a range of a shard.</summary>
    public void Shard(string sha256, long offset, long length)
    {
        EndZeros();
        EndLiteral();
        _json.WriteStartObject();
        _json.WriteString("shard"u8, sha256);
        _json.WriteNumber("offset"u8, offset);
        _json.WriteNumber("length"u8, length);
        EndPart();
    }

    /// <summary>Ends the recipe.</summary>
    public void End()
    {
        EndZeros();
        EndLiteral();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void EndZeros()
    {
        if (_zeros >= LeastZeros)
        {
            EndLiteral();
            _json.WriteStartObject();
            _json.WriteNumber("zeros"u8, _zeros);
            EndPart();
        }
        else
        {
            Span<byte> zeros = stackalloc byte[LeastZeros];
            zeros.Clear();
            Literal(zeros[..(int)_zeros]);
        }

        _zeros = 0;
    }

    private void Literal(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, _literal.Length - _count);
            bytes[..length].CopyTo(_literal.AsSpan(_count));
            _count += length;
            bytes = bytes[length..];
            if (_count == _literal.Length)
            {
                EndLiteral();
            }
        }
    }

    private void EndLiteral()
    {
        if (_count > 0)
        {
            _json.WriteStartObject();
            _json.WriteBase64String("literal"u8, _literal.AsSpan(0, _count));
            EndPart();
            _count = 0;
        }
    }

    private void EndPart()
    {
        _json.WriteEndObject();
        if (_json.BytesPending > FlushBytes)
        {
            _json.Flush();
        }
    }
}
