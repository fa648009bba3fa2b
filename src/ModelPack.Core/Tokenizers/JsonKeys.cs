using System.Text.Json;

namespace ModelPack.Core.Tokenizers;

/// <summary>Finds keys that occur twice in an object: which of the two a reader takes differs from library to library.</summary>
internal sealed class JsonKeys
{
    private readonly Stack<HashSet<ulong>?> objects = new();
    private char[] buffer = new char[256];

    /// <summary>Sees the next token.</summary>
    /// <param name="reader">At the token.</param>
    /// <returns>The key, where it is a second one.</returns>
    public string? See(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                objects.Push(null);
                break;
            case JsonTokenType.EndObject:
                objects.Pop();
                break;
            case JsonTokenType.PropertyName:
                HashSet<ulong> keys = objects.Pop() ?? [];
                objects.Push(keys);
                return keys.Add(Hash(ref reader)) ? null : reader.GetString();
        }

        return null;
    }

    private ulong Hash(ref Utf8JsonReader reader)
    {
        if (buffer.Length < reader.ValueSpan.Length)
        {
            buffer = new char[reader.ValueSpan.Length * 2];
        }

        return TokenHash.Of(buffer.AsSpan(0, reader.CopyString(buffer)));
    }
}
