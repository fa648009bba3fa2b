using System.Text.Unicode;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Safetensors;

/// <summary>
/// Reads the header of a safetensors file and checks all that the format's own reader checks, without reading a tensor's data. Source of the format:
/// the safetensors repository, <c>README.md</c> and <c>safetensors/src/tensor.rs</c>.
/// </summary>
public static class SafetensorsReader
{
    private const int LengthBytes = sizeof(ulong);
    private const int MaxHeaderBytes = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The <c>.safetensors</c> file.</param>
    /// <exception cref="ModelPackException">It is something else (MP2002 to MP2011), cannot be read (MP2013) or is no valid safetensors file (MP2100 to MP2106).</exception>
    public static SafetensorsFacts Read(string path) => ModelFileErrors.Guard(path, () =>
    {
        using FileWindow file = new(path);
        ModelFormat format = ModelFormatDetector.Detect(file);
        return format is ModelFormat.Safetensors or ModelFormat.Unknown or ModelFormat.Empty
            ? new SafetensorsHeader(path, ReadHeader(path, file), file.Length - LengthBytes).Parse()
            : throw ModelFileErrors.NotExpected(path, format, file, "a safetensors file");
    });

    /// <summary>The error for an invalid file.</summary>
    /// <param name="code">The code.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What is wrong; the end of a sentence.</param>
    /// <param name="name">What the format's own reader calls it.</param>
    /// <param name="inner">What was caught, if anything.</param>
    internal static ModelPackException Error(string code, string path, string what, string name, Exception? inner = null)
        => ModelFileErrors.Error(code, path, $"'{ModelFileErrors.Name(path)}' is no valid safetensors file: {what} ({name}). Copy, download or save it again.", inner);

    private static byte[] ReadHeader(string path, FileWindow file)
    {
        if (file.Length < LengthBytes)
        {
            throw Error(DiagnosticCodes.SafetensorsTooSmall, path, $"it has {file.Length} bytes, fewer than the length of a header takes", "HeaderTooSmall");
        }

        ulong length = file.ReadUInt64(0);
        if (length > MaxHeaderBytes)
        {
            throw Error(DiagnosticCodes.SafetensorsHeaderLength, path, $"its header would have {length} bytes, more than the {MaxHeaderBytes} that the format allows", "HeaderTooLarge");
        }

        if (length > (ulong)(file.Length - LengthBytes))
        {
            throw Error(DiagnosticCodes.SafetensorsHeaderLength, path, $"its header would have {length} bytes, but only {file.Length - LengthBytes} are left", "InvalidHeaderLength");
        }

        byte[] header = new byte[length];
        file.Read(LengthBytes, header);
        return Utf8.IsValid(header) ? header : throw Error(DiagnosticCodes.SafetensorsHeader, path, "its header is no UTF-8", "InvalidHeader");
    }
}
