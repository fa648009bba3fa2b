using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>
/// Where the large tensors of an <c>.onnx</c> lie, and what in the file must change so that they can lie elsewhere. Only the file's structure is
/// read: a model of many gigabytes takes milliseconds and little memory. Source of the format: the ONNX specification, <c>onnx-ml.proto</c>.
/// </summary>
public sealed class OnnxTensorMap
{
    /// <summary>Smaller tensors stay in the graph: a reference costs a mapping, and shapes are read from the graph.</summary>
    internal const long LeastBytes = 4 * 1024;

    /// <summary>Smaller lists of whole numbers stay in the graph: the runtime cannot read sizes, axes and the like from other files when it infers shapes.</summary>
    internal const long LeastShapeLikeBytes = 64 * 1024;

    /// <summary>The runtime maps every tensor by itself, and Linux allows a process 65,530 mappings: of models with very many tensors only the larger ones move.</summary>
    internal const int MostMoved = 16 * 1024;

    private OnnxTensorMap(string path, long length, TensorScan scan, IReadOnlyList<string> dataFiles)
    {
        Path = path;
        Length = length;
        Messages = scan.Messages;
        Tensors = [.. scan.Edits.Select(edit => edit.Tensor).OfType<MovableTensor>()];
        DataFiles = dataFiles;
    }

    private OnnxTensorMap(string path, long length, string reason)
    {
        Path = path;
        Length = length;
        Reason = reason;
        Messages = [];
        Tensors = [];
        DataFiles = [];
    }

    /// <summary>The full path of the <c>.onnx</c>.</summary>
    public string Path { get; }

    /// <summary>Its size in bytes.</summary>
    public long Length { get; }

    /// <summary>Whether there are tensors that can lie elsewhere, and nothing in the file speaks against it.</summary>
    public bool CanMove => Reason is null;

    /// <summary>Why nothing can: the end of a sentence about the file, without a full stop.</summary>
    public string? Reason { get; }

    /// <summary>The tensors that can lie elsewhere, in the graph's order; none where nothing can.</summary>
    public IReadOnlyList<MovableTensor> Tensors { get; }

    /// <summary>The full paths of the author's files of external data, which nothing refers to any more once the tensors lie elsewhere.</summary>
    public IReadOnlyList<string> DataFiles { get; }

    /// <summary>The author's <c>.onnx</c> in its order: the data of tensors that can lie elsewhere, and what is between them.</summary>
    public IEnumerable<(FileRange Range, MovableTensor? Tensor)> Segments
    {
        get
        {
            long position = 0;
            foreach (MovableTensor tensor in Tensors.Where(tensor => !tensor.WasExternal))
            {
                yield return (new FileRange(Path, position, tensor.Data.Offset - position), null);
                yield return (tensor.Data, tensor);
                position = tensor.Data.End;
            }

            if (position < Length)
            {
                yield return (new FileRange(Path, position, Length - position), null);
            }
        }
    }

    /// <summary>The messages whose length changes, each behind those around it and in the file's order.</summary>
    internal IReadOnlyList<OnnxMessage> Messages { get; }

    /// <summary>Reads the structure of a model. Odd and damaged ones give a map that moves nothing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">The file cannot be read (MP2013), or became shorter while it was (MP2002).</exception>
    public static OnnxTensorMap Read(string path) => Read(path, LeastBytes, MostMoved);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="leastBytes">Smaller tensors stay in the graph.</param>
    /// <param name="mostMoved">If more tensors than this could be taken out of the graph, only the larger ones are.</param>
    internal static OnnxTensorMap Read(string path, long leastBytes, int mostMoved = MostMoved)
    {
        path = System.IO.Path.GetFullPath(path);
        return ModelFileErrors.Guard(path, () =>
        {
            using FileWindow file = new(path);
            try
            {
                return Read(path, file, leastBytes, mostMoved);
            }
            catch (NotMovableException exception)
            {
                return new OnnxTensorMap(path, file.Length, exception.Message);
            }
            catch (ProtoFormatException exception)
            {
                return new OnnxTensorMap(path, file.Length, $"it cannot be taken apart: {exception.Message}");
            }
        });
    }

    /// <summary>What the tensors of a graph refer to, in the graph's order; whether it is there does not matter.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no graph that can be read.</exception>
    /// <exception cref="ModelPackException">The file cannot be read (MP2013).</exception>
    internal static IReadOnlyList<ExternalDataReference> ReadReferences(string path) => ModelFileErrors.Guard<IReadOnlyList<ExternalDataReference>>(path, () =>
    {
        using FileWindow file = new(path);
        // The names of shards are longer than the author's locations.
        TensorScan scan = new(path, new ProtoReader(file, 2 * ProtoReader.TextLimit), long.MaxValue, 0);
        try
        {
            scan.Scan();
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {exception.Message}.", exception);
        }

        return [.. scan.Edits.Select(edit => edit.Reference).OfType<ExternalDataReference>()];
    });

    private static OnnxTensorMap Read(string path, FileWindow file, long leastBytes, int mostMoved)
    {
        if (ModelFormatDetector.Detect(file) != ModelFormat.Onnx)
        {
            throw new NotMovableException("it is no ONNX model");
        }

        TensorScan scan = new(path, new ProtoReader(file), leastBytes, mostMoved);
        scan.Scan();
        if (scan.TooMany)
        {
            return Read(path, file, 2 * leastBytes, mostMoved);
        }

        IReadOnlyList<string> dataFiles = ExternalRanges.Resolve(path, scan.Edits);
        return scan.Edits.Any(edit => edit.Tensor is not null)
            ? new OnnxTensorMap(path, file.Length, scan, dataFiles)
            : new OnnxTensorMap(path, file.Length, "it has no tensors that are large enough");
    }
}
