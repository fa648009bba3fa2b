using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Formats;

/// <summary>Recognises formats that a model package does not take. Nothing is loaded or unpacked.</summary>
public static class ForeignFormats
{
    private const int MaxArrays = 256;

    /// <summary>Finds out whether a file has such a format; reads its first kilobytes and, of an archive, the directory.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">The file cannot be read (MP2013).</exception>
    public static ForeignFormat Detect(string path) => ModelFileErrors.Guard(path, () =>
    {
        using FileWindow file = new(path);
        return Detect(file, Path.GetExtension(path).ToLowerInvariant());
    });

    /// <summary>The error for such a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    public static ModelPackException Refusal(string path, ForeignFormat format)
    {
        const string Insist = "or set ModelPackAllowPickle=true to pack it as it is";
        const string Export = "Export the model to ONNX (torch.onnx.export, skl2onnx) or save its weights as safetensors (safetensors.torch.save_file)";
        string name = ModelFileErrors.Name(path);
        return format switch
        {
            ForeignFormat.Pickle => ModelFileErrors.Error(DiagnosticCodes.ModelIsPickle, path, $"'{name}' is a Python pickle, which runs code when it is loaded. {Export}, {Insist}."),
            ForeignFormat.PyTorch => ModelFileErrors.Error(DiagnosticCodes.PyTorchArchive, path, $"'{name}' is a PyTorch file, which holds pickles that run code when they are loaded. {Export}, {Insist}."),
            ForeignFormat.NumpyObjects => ModelFileErrors.Error(DiagnosticCodes.NumpyObjects, path, $"'{name}' holds Python objects in NumPy arrays, which run code when they are loaded. Save arrays of numbers or fixed-length text, {Insist}."),
            ForeignFormat.NumpyCompressed => ModelFileErrors.Error(DiagnosticCodes.NumpyObjects, path, $"'{name}' is a compressed NumPy archive, of which cannot be seen whether it holds Python objects. Save it with numpy.savez instead of savez_compressed, {Insist}."),
            ForeignFormat.Keras => ModelFileErrors.Error(DiagnosticCodes.KerasModel, path, $"'{name}' is a Keras or other HDF5 file, whose layers may hold Python code. Export the model to ONNX (model.export(…, format=\"onnx\") or tf2onnx), {Insist}."),
            ForeignFormat.TensorFlow => ModelFileErrors.Error(DiagnosticCodes.TensorFlowModel, path, $"'{name}' is a TensorFlow graph, which ONNX Runtime does not run. Convert it to ONNX (python -m tf2onnx.convert), {Insist}."),
            ForeignFormat.MlNet => ModelFileErrors.Error(DiagnosticCodes.MlNetModel, path, $"'{name}' is an ML.NET model, which ONNX Runtime does not run. Convert it to ONNX (MLContext.Model.ConvertToOnnx), {Insist}."),
            _ => ModelFileErrors.Error(DiagnosticCodes.ModelIsZip, path, $"'{name}' is a zip or other archive, which is never unpacked. Unpack it and include the files that the model consists of, {Insist}."),
        };
    }

    /// <summary>Whether loading such a file runs code, so that it is refused wherever it is packed; the others are refused as models only.</summary>
    /// <param name="format">The format.</param>
    public static bool RunsCode(ForeignFormat format)
        => format is ForeignFormat.Pickle or ForeignFormat.PyTorch or ForeignFormat.NumpyObjects or ForeignFormat.NumpyCompressed;

    private static ForeignFormat Detect(FileWindow file, string extension)
    {
        ReadOnlySpan<byte> head = file.Head();
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return OfArchive(file);
        }

        if (ModelFormatDetector.IsSafetensors(head, file.Length))
        {
            return ForeignFormat.None;
        }

        if (PickleSniffer.IsPickle(head, head.Length == file.Length))
        {
            return ForeignFormat.Pickle;
        }

        if (NumpyHeader.IsArray(head))
        {
            return NumpyHeader.HoldsObjects(file, 0) ? ForeignFormat.NumpyObjects : ForeignFormat.None;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a]))
        {
            return ForeignFormat.Keras;
        }

        // Whoever gets a file of these names loads it as a pickle; joblib compresses them.
        return extension switch
        {
            ".pkl" or ".pickle" or ".joblib" or ".dill" when !head.IsEmpty => ForeignFormat.Pickle,
            ".pt" or ".pth" when !head.IsEmpty && !OnnxEnvelope.Read(file).IsOnnx => ForeignFormat.PyTorch,
            _ when IsCompressed(head) => ForeignFormat.Archive,
            _ when LooksLikeTensorFlow(file, head) => ForeignFormat.TensorFlow,
            _ => ForeignFormat.None,
        };
    }

    private static ForeignFormat OfArchive(FileWindow file)
    {
        IReadOnlyList<ZipEntry> entries = ZipDirectory.List(file);
        if (entries.Any(entry => entry.Name.EndsWith(".pkl", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".pickle", StringComparison.OrdinalIgnoreCase)))
        {
            return ForeignFormat.PyTorch;
        }

        if (entries.Count > 0 && entries.All(entry => entry.Name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)))
        {
            return OfNumpyArchive(file, entries);
        }

        return entries.Any(entry => entry.Name.StartsWith("TrainingInfo/", StringComparison.Ordinal) || entry.Name == "Model.key" || entry.Name.EndsWith("/Model.key", StringComparison.Ordinal)) ? ForeignFormat.MlNet
            : entries.Any(entry => entry.Name.EndsWith("model.weights.h5", StringComparison.Ordinal)) ? ForeignFormat.Keras
            : ForeignFormat.Archive;
    }

    private static ForeignFormat OfNumpyArchive(FileWindow file, IReadOnlyList<ZipEntry> entries)
    {
        if (entries.Count > MaxArrays || entries.Any(entry => entry.Method != 0))
        {
            return ForeignFormat.NumpyCompressed;
        }

        return entries.Any(entry => ZipDirectory.DataPosition(file, entry) is not { } position || NumpyHeader.HoldsObjects(file, position)) ? ForeignFormat.NumpyObjects : ForeignFormat.None;
    }

    private static bool IsCompressed(ReadOnlySpan<byte> head)
        => head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08])
        || head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
        || head.StartsWith("BZh"u8)
        || head.StartsWith("Rar!\x1a\x07"u8)
        || (head.Length > 262 && head[257..262].SequenceEqual("ustar"u8));

    private static bool LooksLikeTensorFlow(FileWindow file, ReadOnlySpan<byte> head)
    {
        // SavedModel: the version, then a meta graph, which begins with its MetaInfoDef.
        bool saved = head.Length > 8 && head[0] == 0x08 && head[1] == 0x01 && head[2] == 0x12 && MessageStart(head[3..]) is > 0 and var start && 3 + start < head.Length && head[3 + start] == 0x0a;
        if (!saved && (head.IsEmpty || head[0] != 0x0a))
        {
            return false;
        }

        OnnxEnvelope envelope = OnnxEnvelope.Read(file);
        return !envelope.IsOnnx && envelope.Fault is null && (saved || envelope.LooksLikeTensorFlow);
    }

    /// <summary>The bytes that a length takes; 0 where there is none.</summary>
    private static int MessageStart(ReadOnlySpan<byte> rest)
    {
        for (int i = 0; i < Math.Min(5, rest.Length); i++)
        {
            if (rest[i] < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
