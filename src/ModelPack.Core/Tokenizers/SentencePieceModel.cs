using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Tokenizers;

/// <summary>Checks a SentencePiece model as its own loader does. Source: SentencePiece's <c>sentencepiece_model.proto</c> and <c>model_interface.cc</c>.</summary>
internal static class SentencePieceModel
{
    private const int Pieces = 1;
    private const int PieceText = 1;
    private const int PieceType = 3;
    private const int LongestPiece = 64 * 1024;
    private const ulong UnknownType = 2;
    private const ulong LastType = 6;

    /// <summary>Checks a file; one of text is taken for a tiktoken file, as Llama 3 has it under the name <c>tokenizer.model</c>.</summary>
    /// <exception cref="ModelPackException">It is none (MP2118, MP2119), or cannot be read.</exception>
    public static void Check(string path)
    {
        bool text = ModelFileErrors.Guard(path, () =>
        {
            using FileWindow file = new(path);
            ModelFormat format = ModelFormatDetector.Detect(file);
            if (format is ModelFormat.Empty or ModelFormat.GitLfsPointer or ModelFormat.Html)
            {
                throw ModelFileErrors.NotExpected(path, format, file, "a SentencePiece model");
            }

            if (format != ModelFormat.Text)
            {
                Check(path, file);
            }

            return format == ModelFormat.Text;
        });
        if (text)
        {
            Vocabularies.CheckTiktoken(path);
        }
    }

    private static void Check(string path, FileWindow file)
    {
        TokenSet pieces = new();
        int unknown = 0;
        try
        {
            ProtoReader reader = new(file);
            while (reader.Next())
            {
                if (reader.Field == Pieces && reader.IsBytes)
                {
                    unknown += ReadPiece(path, reader, pieces) == UnknownType ? 1 : 0;
                }
            }
        }
        catch (ProtoFormatException e)
        {
            throw Invalid(path, $"at byte {e.Position} {e.Message}", e);
        }

        if (pieces.Count == 0)
        {
            throw Invalid(path, "it has no pieces");
        }

        if (unknown != 1)
        {
            throw Invalid(path, unknown == 0 ? "it has no piece for unknown text" : "it has several pieces for unknown text");
        }

        if (pieces.HasTwins())
        {
            throw Invalid(path, "a piece occurs twice");
        }
    }

    private static ulong ReadPiece(string path, ProtoReader reader, TokenSet pieces)
    {
        string? text = null;
        ulong type = 1;
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == PieceText && reader.IsBytes)
            {
                text = reader.Length <= LongestPiece ? reader.ReadTextAt(reader.Start, reader.Length, kept: false) : throw Invalid(path, $"piece {pieces.Count} has {reader.Length} bytes");
            }
            else if (reader.Field == PieceType && reader.IsVarint)
            {
                type = reader.Value is > 0 and <= LastType ? reader.Value : throw Invalid(path, $"piece {pieces.Count} has the unknown type {reader.Value}");
            }
        }

        reader.Leave();
        pieces.Add(string.IsNullOrEmpty(text) ? throw Invalid(path, $"piece {pieces.Count} is empty") : text);
        return type;
    }

    private static ModelPackException Invalid(string path, string what, Exception? inner = null) => ModelFileErrors.Error(
        DiagnosticCodes.SentencePieceInvalid,
        path,
        $"'{ModelFileErrors.Name(path)}' is no usable SentencePiece model: {what}. Copy the file again; if it is something else, include it as another kind of item.",
        inner);
}
