using System.Globalization;
using ModelPack.Core.Layout;
using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>Does with a model's tensors what packing does, in small: files of aligned tensors, and a graph that refers to them.</summary>
internal static class SplitModel
{
    private const int ShardSize = 256 * 1024;

    /// <summary>Writes files and graph.</summary>
    /// <param name="map">The author's model.</param>
    /// <param name="folder">An existing folder.</param>
    /// <returns>The full path of the graph.</returns>
    public static string Write(OnnxTensorMap map, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "shards"));
        Dictionary<MovableTensor, TensorLocation> places = [];
        string location = "";
        long offset = ShardSize;
        foreach (MovableTensor tensor in map.Tensors)
        {
            int alignment = tensor.Data.Length < 4096 ? 64 : 4096;
            offset = (offset + alignment - 1) / alignment * alignment;
            if (offset >= ShardSize)
            {
                location = string.Create(CultureInfo.InvariantCulture, $"shards/{places.Count}.bin");
                offset = 0;
            }

            places[tensor] = new TensorLocation(location, offset);
            using FileStream shard = new(Path.Combine(folder, location), FileMode.OpenOrCreate);
            shard.Position = offset;
            shard.Write(Read(tensor.Data));
            offset += tensor.Data.Length;
        }

        string path = Path.Combine(folder, "model.onnx");
        using FileStream output = File.Create(path);
        OnnxRewriter.Write(map, tensor => places[tensor], output, TestContext.Current.CancellationToken);
        Assert.Equal(output.Length, OnnxRewriter.Size(map, tensor => places[tensor]));
        return path;
    }

    /// <summary>The author's <c>.onnx</c>, put together again.</summary>
    public static byte[] Rebuild(OnnxTensorMap map)
    {
        using MemoryStream rebuilt = new();
        foreach ((FileRange range, MovableTensor? tensor) in map.Segments)
        {
            Assert.True(tensor is null || tensor.Data == range, "A segment is a tensor's data.");
            Assert.True(range.Length > 0, "No segment is empty.");
            rebuilt.Write(Read(range));
        }

        return rebuilt.ToArray();
    }

    /// <summary>The bytes of a range.</summary>
    public static byte[] Read(FileRange range)
    {
        using FileStream file = File.OpenRead(range.File);
        file.Position = range.Offset;
        byte[] bytes = new byte[range.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
