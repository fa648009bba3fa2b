using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.FlatBuffers;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>
/// Reads what a model in ONNX Runtime's own format says about itself, in a few kilobytes of memory. Source of the format: ONNX Runtime's
/// <c>ort.fbs</c>, format versions 4 to 6.
/// </summary>
public static class OrtModelReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">The <c>.ort</c> file.</param>
    /// <exception cref="ModelPackException">It is no <c>.ort</c> model, is damaged or cannot be read (MP2001 to MP2013).</exception>
    public static OnnxModelFacts Read(string path) => ModelFileErrors.Guard(path, () =>
    {
        using FileWindow file = new(path);
        ModelFormat format = ModelFormatDetector.Detect(file);
        if (format != ModelFormat.Ort)
        {
            throw ModelFileErrors.NotExpected(path, format, file, "a model in ONNX Runtime's own format");
        }

        try
        {
            return new OrtScanner(new FlatBuffer(file)).Scan();
        }
        catch (FlatBufferException e)
        {
            string at = e.Position.ToString("N0", CultureInfo.InvariantCulture);
            throw ModelFileErrors.Error(
                DiagnosticCodes.OrtModelDamaged,
                path,
                $"'{ModelFileErrors.Name(path)}' is damaged or cut short: at byte {at} {e.Message}. Copy the model again, or convert it again from its .onnx.",
                e);
        }
    });
}
