using System.Runtime.InteropServices;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Projects;

/// <summary>Models of projects that are too large for one package are validated with their tensors outside of the graph.</summary>
public sealed class SplitModelTests
{
    private const int Tall = 2048;

    /// <summary>Less than the model of <see cref="Splitter"/>, and more than it without its weights.</summary>
    private const long SplitterGraph = 120_000;

    [Theory]
    [InlineData("1.30.0")]
    [InlineData("1.31.1")]
    public void AnInlineModelIsItsOwnDataFile(string runtime)
    {
        using RealProject project = new() { InlineLimit = 4096, Runtimes = [runtime] };
        project.Add(ModelItemKind.Weights, "models of ours/größer.onnx", MatMul());
        project.Add(ModelItemKind.Sample, "samples/one.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[9]] } }""");

        Assert.Equal(DiagnosticCodes.OutputShapeDiffers, project.Fail().Code);
        project.Folder.Write("p/samples/one.json", $$"""{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[{{string.Join(", ", Enumerable.Range(0, Tall).Select(i => i + (2 * (Tall + i))))}}]] } }""");

        Assert.Equal((ModelValidationOutcomes.Matches, 1), project.Prove() is [var proof] ? (proof.Outcome, proof.Samples) : default);
        Assert.Empty(Directory.GetFileSystemEntries(project.Folder["p/obj/modelpack"], "validation-*"));
    }

    [Fact]
    public void ExternalDataIsFoundWhereItIs()
    {
        using RealProject project = new() { InlineLimit = 4096 };
        ExternalModel model = TinyModels.MatMul(rows: 64, columns: 64, weightLocation: "data/the weights.bin", biasLocation: "bias.bin");
        project.Add(ModelItemKind.Weights, "sub/model.onnx", model.Model);
        foreach ((string location, byte[] content) in model.Files)
        {
            project.Folder.Write("p/sub/" + location, content);
        }

        Assert.Equal(ModelValidationOutcomes.Runs, Assert.Single(project.Prove()).Outcome);
    }

    [Fact]
    public void SamplesAreRecordedFromIt()
    {
        using RealProject project = new() { InlineLimit = 4096 };
        project.Add(ModelItemKind.Weights, "model.onnx", MatMul());
        string sample = project.Add(ModelItemKind.Sample, "samples/one.json", """{ "inputs": { "x": [[1, 0]] } }""");

        Assert.True(project.Record().Succeeded);

        Assert.Contains("\"outputs\": { \"y\": [[0, 1, 2, 3,", File.ReadAllText(sample), StringComparison.Ordinal);
    }

    [Fact]
    public void MessagesAreAboutTheAuthorsFile()
    {
        using RealProject project = new() { InlineLimit = 4096 };
        string path = project.Add(ModelItemKind.Weights, "m/model.onnx", MatMul("NoSuchOperator"));

        Problem problem = project.Fail();

        Assert.Equal((DiagnosticCodes.OperatorUnknown, path), (problem.Code, problem.File));
        Assert.Contains("'m/model.onnx'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatLoadsInNeitherFormHasItsOwnError()
    {
        using RealProject project = new() { InlineLimit = 4096 };
        project.Add(ModelItemKind.Weights, "model.onnx", MatMul(rows: 3));

        Problem problem = project.Fail();

        Assert.Equal(DiagnosticCodes.ModelDoesNotLoad, problem.Code);
        Assert.DoesNotContain("validation-", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatLoadsOnlyAsItIsMustBePackedAsItIs()
    {
        using RealProject project = new() { InlineLimit = SplitterGraph };
        string path = project.Add(ModelItemKind.Weights, "model.onnx", Splitter());

        Problem problem = project.Fail();

        Assert.Equal((DiagnosticCodes.LoadsOnlyWhole, path), (problem.Code, problem.File));
        Assert.Contains("Set Layout=\"Exact\"", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SplitterGraph, "Exact")]
    [InlineData(4096, null)]
    [InlineData(16 << 20, null)]
    public void SuchAModelPassesWhereItIsPackedAsItIs(long inlineLimit, string? layout)
    {
        using RealProject project = new() { InlineLimit = inlineLimit };
        project.Add(ModelItemKind.Weights, "model.onnx", Splitter(), layout);

        Assert.Equal(ModelValidationOutcomes.Runs, Assert.Single(project.Prove()).Outcome);
    }

    [Fact]
    public void AProofHoldsForBothForms()
    {
        using RealProject small = new();
        small.Add(ModelItemKind.Weights, "model.onnx", MatMul());
        small.Prove();

        using RealProject large = new() { InlineLimit = 4096 };
        large.Add(ModelItemKind.Weights, "model.onnx", MatMul());
        large.Folder.Write("p/obj/modelpack/validations.json", File.ReadAllBytes(small.Folder["p/obj/modelpack/validations.json"]));

        ModelBuildResult second = large.Build();

        Assert.True(second.Succeeded);
        Assert.Null(second.Summary);
    }

    /// <summary><c>y = x · w</c> with x <c>float[1,2]</c> and w counted up from 0.</summary>
    private static byte[] MatMul(string operatorName = "MatMul", int rows = 2)
    {
        float[] weights = [.. Enumerable.Range(0, rows * Tall).Select(i => (float)i)];
        return new OnnxBuilder(new GraphBuilder()
            .Node(operatorName, ["x", "w"], ["y"])
            .Initializer(OnnxProto.Tensor("w", OnnxTypes.Float, [rows, Tall], TinyModels.ToBytes(weights)))
            .Input("x", OnnxTypes.Float, [1, 2])
            .Output("y", OnnxTypes.Float, [1, Tall])).Build();
    }

    /// <summary>A tensor cut into 8192: how large each part is, the runtime must know while it infers shapes.</summary>
    private static byte[] Splitter()
    {
        long[] sizes = new long[8192];
        Array.Fill(sizes, 1);
        return new OnnxBuilder(new GraphBuilder()
            .Node("Split", ["x", "sizes"], [.. Enumerable.Range(0, sizes.Length).Select(i => $"output{i}")])
            .Initializer(OnnxProto.Tensor("sizes", OnnxTypes.Int64, [sizes.Length], MemoryMarshal.AsBytes(sizes.AsSpan())))
            .Input("x", OnnxTypes.Float, [sizes.Length])
            .Output("output0", OnnxTypes.Float, [1])).Build();
    }
}
