using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>Every <c>.onnx</c> of the third-party test data, sound or not.</summary>
public sealed class TestDataTests
{
    [Theory]
    [InlineData(OnnxTensorMap.LeastBytes, 20)]
    [InlineData(1024, 25)]
    [InlineData(1, 60)]
    public void AuthorsFilesComeBackAndSplitModelsAreTheSame(long leastBytes, int atLeast)
    {
        int moved = 0;
        int files = 0;
        foreach (string path in Directory.EnumerateFiles(TestData.Get("."), "*.onnx", SearchOption.AllDirectories))
        {
            files++;
            moved += MapAssert.IsReversible(path, leastBytes).CanMove ? 1 : 0;
        }

        Assert.True(files > 300, $"{files} files.");
        Assert.True(moved >= atLeast, $"{moved} models of {files} have tensors that move.");
    }

    [Theory]
    [InlineData("malformed/mnist-twice.onnx", "two graphs")]
    [InlineData("malformed/mnist-half.onnx", "cannot be taken apart")]
    [InlineData("malformed/nested-if-500.onnx", "lie inside each other")]
    [InlineData("external-data/missing-side-file/model_with_external_initializer_come_from_user.onnx", "does not exist")]
    [InlineData("external-data/path-traversal/test_arbitrary_external_file.onnx", "outside the model's folder")]
    public void SomeAreLeftAlone(string path, string reason) => Assert.Contains(reason, OnnxTensorMap.Read(TestData.Get(path)).Reason, StringComparison.Ordinal);
}
