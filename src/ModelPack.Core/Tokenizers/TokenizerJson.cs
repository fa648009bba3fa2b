using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tokenizers;

/// <summary>
/// Checks a <c>tokenizer.json</c>: only for what no tokenizer could be made of. Source of the format: the Hugging Face tokenizers library; real
/// files leave <c>model.type</c> out, give merges as texts or as pairs, and have gaps between ids.
/// </summary>
internal sealed class TokenizerJson
{
    private readonly string path;
    private readonly ReadOnlyMemory<byte> json;
    private readonly TokenSet tokens = new();
    private readonly TokenIds ids = new();
    private string? type;
    private string prefix = "";
    private bool hasVocabulary;
    private bool hasPieces;
    private bool hasMerges;
    private long? unknownId;

    private TokenizerJson(string path, ReadOnlyMemory<byte> json) => (this.path, this.json) = (path, json);

    /// <summary>Checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">It is no JSON (MP2115), no usable tokenizer (MP2116) or cannot be read.</exception>
    public static void Check(string path)
    {
        JsonFile.Check(path, JsonTokenType.StartObject);
        TokenizerJson tokenizer = new(path, JsonFile.Read(path));
        try
        {
            tokenizer.Check();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair, for instance: the syntax has been checked.
            throw JsonFile.Invalid(path, e);
        }
    }

    private void Check()
    {
        if (!ForModel((ref Utf8JsonReader reader, string name) => ReadField(ref reader, name)))
        {
            throw Invalid("it has no model");
        }

        if (!hasVocabulary)
        {
            throw Invalid("its model has no vocab");
        }

        if (type is not (null or "BPE" or "WordPiece" or "WordLevel" or "Unigram"))
        {
            throw Invalid($"its model has the unknown type '{Short(type)}'");
        }

        if (type is not null && hasPieces != (type == "Unigram"))
        {
            throw Invalid($"its vocab is no {(hasPieces ? "object" : "array")} as the model type {type} needs");
        }

        if (unknownId is { } unknown && hasPieces && (unknown < 0 || unknown >= tokens.Count))
        {
            throw Invalid($"its unk_id is {unknown}, but its vocab has {tokens.Count} pieces");
        }

        if (type == "BPE" && !hasMerges)
        {
            throw Invalid("its model has no merges");
        }

        if (ids.Twin() is { } twin)
        {
            throw Invalid($"two tokens of its vocab have the id {twin}");
        }

        // Last, since merges may stand before the vocabulary that they refer to.
        ForModel((ref Utf8JsonReader reader, string name) =>
        {
            if (name != "merges")
            {
                reader.Skip();
            }
            else
            {
                ReadMerges(ref reader);
            }
        });
    }

    private delegate void FieldReader(ref Utf8JsonReader reader, string name);

    /// <summary>Calls back for each field of the model and of the added tokens, at its value.</summary>
    private bool ForModel(FieldReader read)
    {
        Utf8JsonReader reader = JsonFile.Reader(json);
        reader.Read();
        bool found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool model = reader.ValueTextEquals("model"u8);
            reader.Read();
            if (!model || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            found = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                read(ref reader, name);
            }
        }

        return found;
    }

    private void ReadField(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "type" when reader.TokenType == JsonTokenType.String:
                type = reader.GetString();
                break;
            case "continuing_subword_prefix" when reader.TokenType == JsonTokenType.String:
                prefix = reader.GetString()!;
                break;
            case "unk_id" when reader.TokenType == JsonTokenType.Number:
                unknownId = reader.TryGetInt64(out long id) ? id : -1;
                break;
            case "merges":
                hasMerges = true;
                reader.Skip();
                break;
            case "vocab" when reader.TokenType == JsonTokenType.StartObject && !hasVocabulary:
                hasVocabulary = true;
                ReadVocabulary(ref reader);
                break;
            case "vocab" when reader.TokenType == JsonTokenType.StartArray && !hasVocabulary:
                hasVocabulary = true;
                hasPieces = true;
                ReadPieces(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadVocabulary(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string token = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id) || id < 0)
            {
                throw Invalid($"the id of '{Short(token)}' is no natural number");
            }

            tokens.Add(token);
            ids.Add(id);
        }
    }

    private void ReadPieces(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray
                || !reader.Read() || reader.TokenType != JsonTokenType.String || reader.GetString() is not { } piece
                || !reader.Read() || reader.TokenType != JsonTokenType.Number
                || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            {
                throw Invalid($"piece {tokens.Count} of its vocab is no pair of a text and a score");
            }

            tokens.Add(piece);
        }
    }

    private void ReadMerges(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // An empty object occurs in real files of tokenizers that need no merges.
            bool empty = reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.EndObject);
            if (!empty)
            {
                throw Invalid("its merges are no array");
            }

            return;
        }

        for (int number = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } line)
            {
                // Only one blank says for sure where the two parts meet.
                int blank = line.IndexOf(' ', StringComparison.Ordinal);
                if (blank > 0 && blank == line.LastIndexOf(' ') && blank < line.Length - 1)
                {
                    CheckMerge(number, line.AsSpan(0, blank), line.AsSpan(blank + 1));
                }
                else if (blank < 0)
                {
                    throw Invalid($"merge {number} of its model, '{Short(line)}', is no pair");
                }
            }
            else if (reader.TokenType == JsonTokenType.StartArray
                && reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } first
                && reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } second
                && reader.Read() && reader.TokenType == JsonTokenType.EndArray)
            {
                CheckMerge(number, first, second);
            }
            else
            {
                throw Invalid($"merge {number} of its model is no pair");
            }
        }
    }

    private void CheckMerge(int number, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        ReadOnlySpan<char> tail = second.StartsWith(prefix, StringComparison.Ordinal) ? second[prefix.Length..] : second;
        if (!tokens.Contains(first, []) || !tokens.Contains(second, []) || !tokens.Contains(first, tail))
        {
            throw Invalid($"merge {number} of its model, '{Short(first.ToString())}' and '{Short(second.ToString())}', needs tokens that its vocab does not have");
        }
    }

    private ModelPackException Invalid(string what)
        => ModelFileErrors.Error(DiagnosticCodes.TokenizerInvalid, path, $"'{ModelFileErrors.Name(path)}' describes no usable tokenizer: {what}. Copy the file again, or save the tokenizer again.");

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
