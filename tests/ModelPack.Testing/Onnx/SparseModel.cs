namespace ModelPack.Testing.Onnx;

/// <summary>Models of any size, whose weights are holes in the file and thus zeros.</summary>
public static class SparseModel
{
    /// <summary>Writes a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph but for its weights.</param>
    /// <param name="tensors">The weights, lists of bytes.</param>
    /// <returns>The path.</returns>
    public static string Write(string path, GraphBuilder graph, params IReadOnlyList<(string Name, long Bytes)> tensors)
    {
        byte[][] heads = [.. tensors.Select(tensor => new ProtoWriter()
            .Varint(1, tensor.Bytes).Varint(2, OnnxTypes.UInt8).Text(8, tensor.Name).Tag(9, 2).RawVarint((ulong)tensor.Bytes).ToArray())];
        byte[][] keys = [.. heads.Zip(tensors, (head, tensor) => new ProtoWriter().Tag(5, 2).RawVarint((ulong)(head.Length + tensor.Bytes)).ToArray())];
        byte[] rest = graph.Build().ToArray();
        long length = rest.Length + tensors.Zip(heads, keys).Sum(tensor => tensor.First.Bytes + tensor.Second.Length + tensor.Third.Length);
        using FileStream file = new(path, FileMode.Create);
        file.Write(new ProtoWriter().Varint(1, 8).Message(8, OnnxProto.Opset("", 17)).Tag(7, 2).RawVarint((ulong)length).Raw(rest).ToArray());
        for (int i = 0; i < tensors.Count; i++)
        {
            file.Write(keys[i]);
            file.Write(heads[i]);
            file.Position += tensors[i].Bytes;
        }

        file.SetLength(file.Position);
        return path;
    }
}
