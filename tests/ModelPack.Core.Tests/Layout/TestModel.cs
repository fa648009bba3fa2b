using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout;

/// <summary>An <c>.onnx</c> file with tensors inside or beside it.</summary>
internal sealed class TestModel(string path)
{
    public string Path { get; } = path;

    /// <summary>The name of the file with its external data.</summary>
    public string DataName { get; set; } = System.IO.Path.GetFileName(path) + ".data";

    public List<TestTensor> Tensors { get; init; } = [];

    public string Output { get; set; } = "y";

    public string Labels { get; set; } = "no,yes";

    /// <summary>What tensors in the data file are aligned to, and what fills the gaps.</summary>
    public int Alignment { get; set; } = 64;

    public byte Filler { get; set; }

    /// <summary>Equal external tensors have one range together.</summary>
    public bool ShareRanges { get; set; }

    public string DataPath => (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder ? folder + "/" : "") + DataName;

    public TestModel Copy()
    {
        return new TestModel(Path) { DataName = DataName, Tensors = [.. Tensors], Output = Output, Labels = Labels, Alignment = Alignment, Filler = Filler, ShareRanges = ShareRanges };
    }

    public void WriteTo(Package package)
    {
        GraphBuilder graph = new();
        using MemoryStream data = new();
        Dictionary<string, long> shared = new(StringComparer.Ordinal);
        foreach (TestTensor tensor in Tensors)
        {
            long[] shape = [tensor.Data.Length / 4];
            if (!tensor.External)
            {
                graph.Initializer(OnnxProto.Tensor(tensor.Name, OnnxTypes.Float, shape, tensor.Data));
                continue;
            }

            string content = Package.Sha256(tensor.Data);
            if (!ShareRanges || !shared.TryGetValue(content, out long offset))
            {
                while (data.Position % Alignment != 0)
                {
                    data.WriteByte(Filler);
                }

                shared[content] = offset = data.Position;
                data.Write(tensor.Data);
            }

            graph.Initializer(OnnxProto.ExternalTensor(tensor.Name, OnnxTypes.Float, shape, DataName, offset, tensor.Data.Length));
        }

        graph.Node("Identity", ["x"], [Output]).Input("x", OnnxTypes.Float, [1]).Output(Output, OnnxTypes.Float, [1]);
        package.Add(Path, new OnnxBuilder(graph).Metadata("labels", Labels).Build());
        package.Remove(DataPath);
        if (data.Length > 0)
        {
            package.Add(DataPath, data.ToArray());
        }
    }
}
