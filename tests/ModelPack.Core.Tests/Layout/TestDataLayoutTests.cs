using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Every model of the test data is cut, checked and given back byte for byte, valid or not.</summary>
public sealed class TestDataLayoutTests
{
    private static readonly string[] Extensions = [".onnx", ".ort", ".safetensors", ".gguf"];

    [Theory]
    [InlineData(4 * 1024)]
    [InlineData(1 << 20)]
    public void EveryModelIsGivenBack(long shardSize)
    {
        string root = TestData.Get(".");
        int tensor = 0;
        int exact = 0;
        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal))
        {
            using Package package = new();
            package.Options = package.Options with { ShardSize = shardSize, SmallFile = 0, SmallTensor = 1 };
            string folder = Path.GetDirectoryName(path)!;

            // With what lies beside it, as far as that may be external data.
            foreach (string other in Directory.EnumerateFiles(folder).Where(other => other == path || !Extensions.Contains(Path.GetExtension(other))))
            {
                if (new FileInfo(other) is { Length: < 64 << 20, LinkTarget: null, Attributes: not FileAttributes.Device })
                {
                    package.AddExisting(Path.GetFileName(other), other, keepInline: Path.GetExtension(other) is ".pb" or ".md" or ".json" or ".txt" or ".py");
                }
            }

            PackedLayout packed = package.Pack();
            FileLayout layout = packed[Path.GetFileName(path)].Layout;
            tensor += layout == FileLayout.Tensor ? 1 : 0;
            exact += layout == FileLayout.Exact ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{tensor} by tensor, {exact} exact.");
        Assert.True(tensor >= 40, $"{tensor} by tensor");
        Assert.True(exact >= 50, $"{exact} exact");
    }
}
