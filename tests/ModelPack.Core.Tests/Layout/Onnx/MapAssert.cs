using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>What must hold for every model.</summary>
internal static class MapAssert
{
    /// <summary>Checks that the author's file comes back, and that a split model is the author's but for where data lies.</summary>
    /// <returns>The map.</returns>
    public static OnnxTensorMap IsReversible(string path, long leastBytes = OnnxTensorMap.LeastBytes)
    {
        OnnxTensorMap map = OnnxTensorMap.Read(path, leastBytes);
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(SplitModel.Rebuild(map)), $"{path}: the author's file does not come back.");
        if (!map.CanMove)
        {
            Assert.Empty(map.Tensors);
            Assert.Empty(map.DataFiles);
            Assert.True(map.Reason is { Length: > 5 } reason && reason[^1] != '.', map.Reason);
            return map;
        }

        using TempFolder folder = new("split");
        string split = SplitModel.Write(map, folder.Path);
        Assert.True(CanonicalModel(path).AsSpan().SequenceEqual(CanonicalModel(split)), $"{path}: the split model differs.");

        // What was moved lies elsewhere, and nothing is left to move.
        OnnxTensorMap again = OnnxTensorMap.Read(split, leastBytes);
        Assert.Equal(map.Tensors.Select(tensor => tensor.Name), again.Tensors.Select(tensor => tensor.Name));
        Assert.All(again.Tensors, tensor => Assert.True(tensor.WasExternal, tensor.Name));
        return map;
    }

    private static byte[] CanonicalModel(string path) => Testing.Onnx.CanonicalModel.Of(path);
}
