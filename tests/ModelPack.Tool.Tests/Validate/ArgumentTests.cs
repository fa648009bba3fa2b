using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Tool.Commands.Validate;

namespace ModelPack.Tool.Tests.Validate;

/// <summary>What is given to <c>validate</c> is read, or refused by its name.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void NothingGivenIsWhatABuildDoes()
    {
        ValidateSettings settings = Read();

        Assert.Equal(["1.31.1"], settings.Runtimes);
        Assert.Equal(["Cpu"], settings.Providers);
        Assert.Equal((TimeSpan.FromSeconds(120), 8L << 30), (settings.Timeout, settings.Memory));
        Assert.Empty(settings.Given);
    }

    [Fact]
    public void EveryOptionIsTaken()
    {
        string library = folder.Write("ops.so", "");

        ValidateSettings settings = Read("--onnxruntime", "1.30.0.0", "--onnxruntime", "1.31.1", "--ep", "cuda", "--execution-provider", "cpu", "--timeout", "2.5", "--memory", "500MiB",
            "--custom-ops", library, "--samples", folder.Path, "--model", "onnx\\model.onnx");

        Assert.Equal(["1.30.0", "1.31.1"], settings.Runtimes);
        Assert.Equal(["Cuda", "Cpu"], settings.Providers);
        Assert.Equal((TimeSpan.FromSeconds(2.5), 500L << 20), (settings.Timeout, settings.Memory));
        Assert.Equal([library], settings.CustomOps);
        Assert.Equal((folder.Path, "onnx/model.onnx"), (settings.Samples, settings.Model));
        Assert.Equal(7, settings.Given.Count);
    }

    [Theory]
    [InlineData("--onnxruntime", "latest")]
    [InlineData("--ep", "Gpu")]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "-1")]
    [InlineData("--timeout", "NaN")]
    [InlineData("--timeout", "soon")]
    [InlineData("--memory", "0")]
    [InlineData("--memory", "8MiB")]
    [InlineData("--memory", "8 apples")]
    [InlineData("--memory", "99999999TiB")]
    [InlineData("--custom-ops", "no/such/file.so")]
    [InlineData("--samples", "no/such/folder")]
    public void AWrongValueIsRefused(string option, string value)
    {
        Problem problem = Assert.Throws<ModelPackException>(() => Read(option, value)).Problem;

        Assert.Equal("MP5102", problem.Code);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8589934592", 8L << 30)]
    [InlineData("8GiB", 8L << 30)]
    [InlineData("1.5 kib", 1536L)]
    [InlineData("1", 1L)]
    [InlineData("1e9", null)]
    [InlineData("GiB", null)]
    [InlineData("8GB", null)]
    public void SizesAreReadAsPeopleWriteThem(string text, long? bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    public void Dispose() => folder.Dispose();

    private static ValidateSettings Read(params string[] arguments)
    {
        Command command = new("validate");
        ValidateArguments options = new(command);
        return options.Read(new RootCommand { command }.Parse(["validate", .. arguments]));
    }
}
