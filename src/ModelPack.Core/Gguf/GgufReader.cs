using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Gguf;

/// <summary>
/// Reads the structure of a GGUF file of versions 1 to 3 and checks what llama.cpp checks when it opens one, without reading a tensor's data.
/// Source of the format: ggml's <c>docs/gguf.md</c> and <c>src/gguf.cpp</c>.
/// </summary>
public static class GgufReader
{
    /// <summary>The longest text that <see cref="GgufFacts.Metadata"/> keeps, in bytes.</summary>
    public const int MaxMetadataText = 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The <c>.gguf</c> file.</param>
    /// <exception cref="ModelPackException">It is something else (MP2001 to MP2011), cannot be read (MP2013) or is no valid GGUF file (MP2110 to MP2113).</exception>
    public static GgufFacts Read(string path) => ModelFileErrors.Guard(path, () =>
    {
        using FileWindow file = new(path);
        ModelFormat format = ModelFormatDetector.Detect(file);
        if (format == ModelFormat.Unknown || (format == ModelFormat.Text && file.Length < sizeof(uint)))
        {
            throw new GgufCursor(path, file).Error(DiagnosticCodes.GgufVersion, "is no GGUF file: it does not begin with 'GGUF'");
        }

        return format == ModelFormat.Gguf ? Read(new GgufCursor(path, file)) : throw ModelFileErrors.NotExpected(path, format, file, "a GGUF file");
    });

    private static GgufFacts Read(GgufCursor cursor)
    {
        cursor.ReadUInt32();
        uint version = cursor.ReadUInt32();
        if (version is 0 or > 3)
        {
            throw cursor.Error(DiagnosticCodes.GgufVersion, (version & 0xffff) == 0 && version != 0
                ? "is a GGUF file for machines of the other byte order (big-endian)"
                : $"is a GGUF file of version {version}, and versions 1 to 3 are known");
        }

        cursor.ShortCounts = version == 1;
        GgufFacts facts = new() { Version = (int)version };
        int count = cursor.ShortCounts ? 4 : 8;
        int tensors = cursor.ReadCount(least: count + 4 + 4 + 8, GgufTensors.Most, "tensors");
        int values = cursor.ReadCount(least: count + 4 + 1, GgufMetadata.Most, "keys");
        GgufMetadata metadata = new(cursor, facts);
        metadata.Read(values);
        new GgufTensors(cursor, facts, metadata.Alignment).Read(tensors);
        return facts;
    }
}
