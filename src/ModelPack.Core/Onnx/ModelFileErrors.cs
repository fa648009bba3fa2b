using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>What the author is told about a file that is no model.</summary>
internal static class ModelFileErrors
{
    /// <summary>Runs something that reads a file, and turns what can go wrong with the file itself into <see cref="ModelPackException"/>.</summary>
    public static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProtoFormatException e)
        {
            throw Malformed(path, e);
        }
        catch (EndOfStreamException e)
        {
            throw Error(DiagnosticCodes.ModelTruncated, path, $"'{Name(path)}' became shorter while it was read. Build again when nothing writes to it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Error(DiagnosticCodes.ModelUnreadable, path, $"'{Name(path)}' cannot be read: {e.Message} See that it is a file, that it exists and that you may read it.", e);
        }
    }

    /// <summary>The error for a message that cannot be read.</summary>
    public static ModelPackException Malformed(string path, ProtoFormatException fault)
    {
        string at = fault.Position.ToString("N0", CultureInfo.InvariantCulture);
        return fault.Fault switch
        {
            ProtoFault.Truncated => Error(
                DiagnosticCodes.ModelTruncated,
                path,
                $"'{Name(path)}' is cut short: at byte {at} {fault.Message}. Copy or download the model again, and compare the size.",
                fault),
            ProtoFault.TooDeep => Error(
                DiagnosticCodes.ModelTooDeep,
                path,
                $"'{Name(path)}' nests too deep: at byte {at} {fault.Message}. No runtime loads it; export the model with fewer nested subgraphs.",
                fault),
            ProtoFault.TooMuchText => Error(
                DiagnosticCodes.ModelTextTooLarge,
                path,
                $"'{Name(path)}' is not read further: at byte {at} {fault.Message}. Export the model again, and keep large texts in files beside it.",
                fault),
            _ => Error(
                DiagnosticCodes.ModelDamaged,
                path,
                $"'{Name(path)}' is damaged: at byte {at} {fault.Message}. Copy, download or export the model again.",
                fault),
        };
    }

    /// <summary>The error for a file that is something else than was expected.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What it is.</param>
    /// <param name="file">Its content.</param>
    /// <param name="expected">What was expected, e.g. <c>an ONNX model</c>.</param>
    public static ModelPackException NotExpected(string path, ModelFormat format, FileWindow file, string expected)
    {
        string name = Name(path);
        return format switch
        {
            ModelFormat.Empty => Error(DiagnosticCodes.ModelEmpty, path, $"'{name}' is empty. Copy, download or export the model again."),
            ModelFormat.GitLfsPointer => LfsPointer(path, file),
            ModelFormat.Html => Error(
                DiagnosticCodes.ModelIsHtml,
                path,
                $"'{name}' is a web page, not {expected}. Download the file itself: the page's \"raw\" or \"download\" link, or sign in first."),
            ModelFormat.Text => Error(DiagnosticCodes.ModelIsText, path, $"'{name}' is text, not {expected}. Put the model there, or include the file as another kind of item."),
            ModelFormat.Pickle => Error(
                DiagnosticCodes.ModelIsPickle,
                path,
                $"'{name}' is a Python pickle, not {expected}. Export the model to ONNX (e.g. torch.onnx.export or skl2onnx); a pickle runs code when it is loaded."),
            ModelFormat.Zip => Error(
                DiagnosticCodes.ModelIsZip,
                path,
                $"'{name}' is a zip archive, not {expected}. Unpack it; if it is a PyTorch or ML.NET model, export that to ONNX."),
            ModelFormat.Ort => WrongExtension(path, "a model in ONNX Runtime's own format", ".ort"),
            ModelFormat.Onnx => WrongExtension(path, "an ONNX model", ".onnx"),
            ModelFormat.Safetensors => WrongExtension(path, "a safetensors file", ".safetensors"),
            ModelFormat.Gguf => WrongExtension(path, "a GGUF file", ".gguf"),
            _ => Error(DiagnosticCodes.NotAnOnnxModel, path, $"'{name}' is not {expected}{Reason(file)}. Export the model to ONNX, or include the file as another kind of item."),
        };
    }

    /// <summary>The error for a Git LFS pointer.</summary>
    public static ModelPackException LfsPointer(string path, FileWindow file)
    {
        _ = GitLfsPointer.TryRead(file.Head(), file.Length, out long? promised);
        string size = promised is { } bytes ? $" of {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes" : "";
        return Error(
            DiagnosticCodes.GitLfsPointer,
            path,
            $"'{Name(path)}' is a Git LFS pointer to a file{size}, not the file itself. Run `git lfs install` and `git lfs pull`, then build again.");
    }

    /// <summary>An error about a file.</summary>
    public static ModelPackException Error(string code, string path, string message, Exception? inner = null)
        => new(new Problem(code, message, Path.GetFullPath(path)), inner);

    /// <summary>The file's name without its folder.</summary>
    public static string Name(string path) => Path.GetFileName(path);

    private static ModelPackException WrongExtension(string path, string what, string extension)
        => Error(DiagnosticCodes.ModelExtensionWrong, path, $"'{Name(path)}' is {what}. Rename it to '{Path.GetFileNameWithoutExtension(path)}{extension}'.");

    private static string Reason(FileWindow file)
    {
        OnnxEnvelope envelope = OnnxEnvelope.Read(file);
        return envelope switch
        {
            { LooksLikeTensorFlow: true, Fault: null } => ": it looks like a TensorFlow graph (tf2onnx converts those)",
            { Fault: null } => ": it has no graph",
            _ => "",
        };
    }
}
