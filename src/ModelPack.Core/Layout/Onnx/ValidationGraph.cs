using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>
/// A graph for the validator: the same as will be packed, but its tensors are ranges of the author's own files. An inline <c>.onnx</c> is its own
/// data file. So a large model is validated in the form in which services get it, before any shard exists, and the runtime maps the weights instead of
/// reading them (1 GiB: 0.1 s instead of 2 to 4).
/// </summary>
public static class ValidationGraph
{
    /// <summary>Writes the graph. The runtime must be told to look for external data in the folder of the author's <c>.onnx</c>.</summary>
    /// <param name="map">The author's model.</param>
    /// <param name="folder">An existing folder.</param>
    /// <returns>The full path of the graph; <see langword="null"/> where the author's file must be opened itself: nothing can move, or a file's true place is in another folder, which the runtime refuses.</returns>
    /// <exception cref="IOException">The graph cannot be written, or the model cannot be read.</exception>
    public static string? WriteTo(OnnxTensorMap map, string folder)
    {
        if (!map.CanMove)
        {
            return null;
        }

        string modelFolder = Path.GetDirectoryName(map.Path)!;
        string realFolder = RealPath.Of(modelFolder);
        Dictionary<string, string> locations = new(StringComparer.Ordinal);
        foreach (string file in map.DataFiles.Append(map.Path))
        {
            if (!RealPath.IsInside(RealPath.Of(file), realFolder))
            {
                return null;
            }

            locations[file] = Path.GetRelativePath(modelFolder, file).Replace(Path.DirectorySeparatorChar, '/');
        }

        TensorLocation Where(MovableTensor tensor) => new(locations[tensor.Data.File], tensor.Data.Offset);

        string path = Path.Combine(folder, Path.GetFileName(map.Path));
        using FileStream output = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        OnnxRewriter.Write(map, Where, output, CancellationToken.None);
        return path;
    }
}
