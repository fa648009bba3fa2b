using System.Buffers.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tokenizers;

/// <summary>Checks vocabulary, merges and tiktoken files. Sources: the Hugging Face transformers and the tiktoken libraries.</summary>
internal static class Vocabularies
{
    /// <summary>Checks a <c>vocab.txt</c>: one token a line.</summary>
    /// <exception cref="ModelPackException">It is none (MP2117), or cannot be read.</exception>
    public static void CheckLines(string path)
    {
        ReadOnlySpan<byte> rest = TextFile.Read(path, DiagnosticCodes.VocabularyInvalid, "a vocabulary").Span;
        while (!rest.IsEmpty)
        {
            if (!TextFile.NextLine(ref rest).IsEmpty)
            {
                return;
            }
        }

        throw Invalid(path, "it has no token");
    }

    /// <summary>Checks a <c>vocab.json</c> or <c>added_tokens.json</c>: an object of tokens and their ids, or of several such objects.</summary>
    /// <exception cref="ModelPackException">It is none (MP2115, MP2117), or cannot be read.</exception>
    public static void CheckObject(string path)
    {
        JsonFile.Check(path, JsonTokenType.StartObject);
        ReadOnlyMemory<byte> json = JsonFile.Read(path);
        TokenIds ids = new();
        Utf8JsonReader reader = JsonFile.Reader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                // Some models have a vocabulary per language.
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id) || id < 0)
            {
                throw Invalid(path, $"the id of token {ids.Count} is no natural number");
            }

            ids.Add(id);
        }

        if (ids.Twin() is { } twin)
        {
            throw Invalid(path, $"two tokens have the id {twin}");
        }
    }

    /// <summary>Checks a <c>merges.txt</c>: two tokens a line, perhaps with a count behind them.</summary>
    /// <exception cref="ModelPackException">It is none (MP2117), or cannot be read.</exception>
    public static void CheckMerges(string path)
    {
        ReadOnlySpan<byte> rest = TextFile.Read(path, DiagnosticCodes.VocabularyInvalid, "a merges file").Span;
        for (int line = 1; !rest.IsEmpty; line++)
        {
            ReadOnlySpan<byte> text = TextFile.NextLine(ref rest);
            int blanks = text.Count((byte)' ');
            if (blanks == 0 && !text.IsEmpty && !(line == 1 && text[0] == '#'))
            {
                throw Invalid(path, $"line {line} is no pair of tokens", line);
            }
        }
    }

    /// <summary>Checks a <c>.tiktoken</c> file: a token in Base64 and its rank a line.</summary>
    /// <exception cref="ModelPackException">It is none (MP2119), or cannot be read.</exception>
    public static void CheckTiktoken(string path)
    {
        ReadOnlySpan<byte> rest = TextFile.Read(path, DiagnosticCodes.TiktokenInvalid, "a tiktoken file").Span;
        TokenIds ranks = new();
        for (int line = 1; !rest.IsEmpty; line++)
        {
            ReadOnlySpan<byte> text = TextFile.NextLine(ref rest);
            if (text.IsEmpty)
            {
                continue;
            }

            int blank = text.IndexOf((byte)' ');
            if (blank <= 0
                || !Base64.IsValid(text[..blank])
                || !Utf8Parser.TryParse(text[(blank + 1)..], out int rank, out int used)
                || used != text.Length - blank - 1
                || rank < 0)
            {
                throw Tiktoken(path, $"line {line} is no token in Base64 with its rank", line);
            }

            ranks.Add(rank);
        }

        if (ranks.Count == 0)
        {
            throw Tiktoken(path, "it has no token", 0);
        }

        if (ranks.Twin() is { } twin)
        {
            throw Tiktoken(path, $"two tokens have the rank {twin}", 0);
        }
    }

    private static ModelPackException Tiktoken(string path, string what, int line) => new(new Problem(
        DiagnosticCodes.TiktokenInvalid, $"'{ModelFileErrors.Name(path)}' is no tiktoken file: {what}. Copy the file again.", Path.GetFullPath(path), line));

    private static ModelPackException Invalid(string path, string what, int line = 0) => new(new Problem(
        DiagnosticCodes.VocabularyInvalid, $"'{ModelFileErrors.Name(path)}' cannot be used: {what}. Copy the file again, or save the tokenizer again.", Path.GetFullPath(path), line));
}
