using System.Buffers.Binary;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Formats;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>Finds out what a file is from its content. Never executes or unpacks anything.</summary>
public static class ModelFormatDetector
{
    /// <summary>Finds out what a file is; reads its first kilobytes, and for protobuf the keys of its outermost fields.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">The file cannot be read (MP2013).</exception>
    public static ModelFormat Detect(string path) => ModelFileErrors.Guard(path, () =>
    {
        using FileWindow file = new(path);
        return Detect(file);
    });

    internal static ModelFormat Detect(FileWindow file)
    {
        ReadOnlySpan<byte> head = file.Head();
        return head.IsEmpty ? ModelFormat.Empty
            : ByMagic(head, file.Length) ?? ByText(head, file.Length) ?? (OnnxEnvelope.Read(file).IsOnnx ? ModelFormat.Onnx : ModelFormat.Unknown);
    }

    private static ModelFormat? ByMagic(ReadOnlySpan<byte> head, long length)
    {
        if (head.Length >= 8 && head[4..8].SequenceEqual("ORTM"u8))
        {
            return ModelFormat.Ort;
        }

        if (head.StartsWith("GGUF"u8))
        {
            return ModelFormat.Gguf;
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return ModelFormat.Zip;
        }

        // Before pickles: a header of 640 bytes begins like one.
        if (IsSafetensors(head, length))
        {
            return ModelFormat.Safetensors;
        }

        if (PickleSniffer.IsPickle(head, head.Length == length))
        {
            return ModelFormat.Pickle;
        }

        return null;
    }

    /// <summary>Whether a file begins with a header length and the header, which is a JSON object.</summary>
    internal static bool IsSafetensors(ReadOnlySpan<byte> head, long length)
        => head.Length >= 10 && head[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head) is >= 2 and var header && header <= (ulong)length - 8;

    private static ModelFormat? ByText(ReadOnlySpan<byte> head, long length)
    {
        if (GitLfsPointer.TryRead(head, length, out _))
        {
            return ModelFormat.GitLfsPointer;
        }

        // An ONNX model is never taken for text: keys and lengths of its fields are control characters.
        return !TextSniffer.IsText(head) ? null : TextSniffer.IsHtml(head) ? ModelFormat.Html : ModelFormat.Text;
    }
}
