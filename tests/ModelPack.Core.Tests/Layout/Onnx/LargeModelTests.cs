using System.Globalization;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>Sizes beyond what memory, protobuf and 32 bits hold.</summary>
public sealed class LargeModelTests : IDisposable
{
    private readonly TempFolder _folder = new("large");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelOfTensorsBeyond4GibIsSplitInLittleMemory()
    {
        const long Large = 5L << 30;
        string path = SparseModel.Write(_folder["model.onnx"], new GraphBuilder(), ("first", Large), ("second", 8000), ("third", Large));
        long before = GC.GetAllocatedBytesForCurrentThread();

        OnnxTensorMap map = OnnxTensorMap.Read(path);
        using MemoryStream graph = new();
        OnnxRewriter.Write(map, tensor => new TensorLocation("shard.bin", tensor.Data.Offset), graph, TestContext.Current.CancellationToken);

        Assert.Equal([Large, 8000, Large], map.Tensors.Select(tensor => tensor.Data.Length));
        Assert.True(map.Tensors[2].Data.Offset > Large);
        Assert.Equal(new FileInfo(path).Length, map.Segments.Sum(segment => segment.Range.Length));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        OnnxModelFacts facts = OnnxModelReader.Read(_folder.Write("graph.onnx", graph.ToArray()));
        Assert.Equal(map.Tensors.Select(tensor => (tensor.Name, tensor.Data.Offset, (long?)tensor.Data.Length)), facts.ExternalData.Select(data => (data.Tensor, data.Offset, data.Length)));
    }

    [Fact]
    public void AHundredThousandTensorsInOtherFilesTakeLittleMemory()
    {
        const int Count = 100_000;
        using (FileStream weights = File.Create(_folder["weights.bin"]))
        {
            weights.SetLength(Count * 16L);
        }

        ProtoWriter tensors = new();
        for (int i = 0; i < Count; i++)
        {
            tensors.Message(5, OnnxProto.ExternalTensor(string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}.weight"), OnnxTypes.Float, [4], "weights.bin", 16L * i, 16));
        }

        string path = _folder.Write("model.onnx", new OnnxBuilder(new GraphBuilder().Raw(tensors)).Build());
        long before = GC.GetAllocatedBytesForCurrentThread();

        OnnxTensorMap map = OnnxTensorMap.Read(path);

        Assert.Equal(Count, map.Tensors.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Count * 2500L);
        Assert.Equal(
            OnnxRewriter.Size(map, tensor => new TensorLocation("shard.bin", tensor.Data.Offset)),
            new FileInfo(path).Length - (Count * ("weights.bin".Length - "shard.bin".Length)));
    }

    [Fact]
    public void AFileThatIsAllReferencesIsLeftAlone()
    {
        // 24 bytes each, and every one would be kept: a limit on what is kept ends it.
        byte[] tensor = new ProtoWriter().Message(5, OnnxProto.ExternalTensor("", OnnxTypes.UInt8, [1], "w")).ToArray();
        string path = _folder["model.onnx"];
        const int Count = 400_000;
        using (FileStream file = File.Create(path))
        {
            file.Write(new ProtoWriter().Varint(1, 8).Tag(7, 2).RawVarint((ulong)(tensor.Length * (long)Count)).ToArray());
            file.Write(Enumerable.Repeat(tensor, Count).SelectMany(bytes => bytes).ToArray());
        }

        OnnxTensorMap map = OnnxTensorMap.Read(path);

        Assert.False(map.CanMove);
        Assert.Contains("exceed", map.Reason, StringComparison.Ordinal);
    }
}
