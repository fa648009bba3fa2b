using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

/// <summary>How many nodes a graph has once its functions are written out, counted without writing anything out.</summary>
public sealed class FunctionExpansionTests : IDisposable
{
    private const string Domain = "test";

    private readonly TempFolder _folder = new("functions");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelWithoutFunctionsIsNotCounted()
    {
        OnnxModelFacts facts = OnnxModelReader.Read(_folder.Write("model.onnx", TinyModels.Add()));

        Assert.Null(facts.ExpandedNodes);
        Assert.Null(facts.RecursiveFunction);
    }

    [Fact]
    public void CallsCountWithWhatTheyCall()
    {
        OnnxModelFacts facts = Read(["f", "g"], ("f", ["g", "g"]), ("g", ["Relu", "Relu", "Relu"]));

        // Two calls, then f's two with three each, and g's three.
        Assert.Equal(2 + (2 + (2 * 3)) + 3, facts.ExpandedNodes);
    }

    [Fact]
    public void CallsInSubgraphsCount()
    {
        ProtoWriter call = OnnxProto.Node("If", ["x"], ["y"], [OnnxProto.GraphAttribute("then_branch", new GraphBuilder().Node("f", ["x"], ["y"], domain: Domain))]);
        OnnxModelFacts facts = Read(new GraphBuilder().Field(1, call), Function("f", OnnxProto.Node("Relu", ["x"], ["y"])));

        Assert.Equal(3, facts.ExpandedNodes);
    }

    [Fact]
    public void ADoublingChainIsCountedAtOnce()
    {
        (string, string[])[] functions = [.. Enumerable.Range(0, 100).Select(i => ($"f{i}", i == 0 ? ["Relu"] : new[] { $"f{i - 1}", $"f{i - 1}" }))];

        Assert.Equal(long.MaxValue, Read(["f99"], functions).ExpandedNodes);
    }

    [Fact]
    public void ALongChainNeedsNoStack()
    {
        (string, string[])[] functions = [.. Enumerable.Range(0, 20_000).Select(i => ($"f{i}", i == 0 ? ["Relu"] : new[] { $"f{i - 1}" }))];

        Assert.Equal(20_001, Read(["f19999"], functions).ExpandedNodes);
    }

    [Theory]
    [InlineData("f", "f", "g")]
    [InlineData("h", "f", "g")]
    public void ACircleIsNamed(string called, string first, string second)
    {
        OnnxModelFacts facts = Read([called], ("h", ["f"]), (first, [second]), (second, [first]));

        Assert.Equal("test:f", facts.RecursiveFunction);
    }

    [Fact]
    public void ACircleThatNobodyCallsDoesNoHarm() => Assert.Null(Read(["g"], ("f", ["f"]), ("g", ["Relu"])).RecursiveFunction);

    [Fact]
    public void OverloadsAreDifferentFunctions()
    {
        ProtoWriter call = OnnxProto.Node("f", ["x"], ["y"], domain: Domain).Text(8, "two");
        ProtoWriter two = Function("f", OnnxProto.Node("Relu", ["x"], ["y"]), OnnxProto.Node("f", ["x"], ["y"], domain: Domain)).Text(13, "two");

        OnnxModelFacts facts = Read(new GraphBuilder().Field(1, call), Function("f", OnnxProto.Node("Relu", ["x"], ["y"])), two);

        Assert.Equal(1 + 2 + 1, facts.ExpandedNodes);
        Assert.Null(facts.RecursiveFunction);
    }

    [Fact]
    public void HalfPrecisionWeightsAreCounted()
    {
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Initializer(OnnxProto.Tensor("a", OnnxTypes.Float16, [3], new byte[6]))
            .Initializer(OnnxProto.ExternalTensor("b", 16, [1L << 40], "w.bin"))
            .Initializer("c", [1], 1)).Build();

        Assert.Equal(6 + (1L << 41), OnnxModelReader.Read(_folder.Write("model.onnx", model)).HalfPrecisionBytes);
    }

    [Fact]
    public void ADamagedModelStillSaysWhichOneItIs()
    {
        byte[] model = TinyModels.Add();

        Problem problem = Assert.Throws<ModelPackException>(() => OnnxModelReader.Read(_folder.Write("model.onnx", model[..^12]))).Problem;

        Assert.EndsWith("It says of itself: modelpack-tests 1, IR 8.", problem.Message, StringComparison.Ordinal);
    }

    private static ProtoWriter Function(string name, params ProtoWriter[] nodes)
    {
        ProtoWriter function = new ProtoWriter().Text(1, name).Text(10, Domain);
        foreach (ProtoWriter node in nodes)
        {
            function.Message(7, node);
        }

        return function;
    }

    private OnnxModelFacts Read(string[] calls, params (string Name, string[] Calls)[] functions)
    {
        GraphBuilder graph = new();
        foreach (string call in calls)
        {
            graph.Field(1, Node(call));
        }

        return Read(graph, [.. functions.Select(function => Function(function.Name, [.. function.Calls.Select(Node)]))]);
    }

    private OnnxModelFacts Read(GraphBuilder graph, params ProtoWriter[] functions)
    {
        OnnxBuilder model = new OnnxBuilder(graph).ImportOpset(Domain, 1);
        foreach (ProtoWriter function in functions)
        {
            model.Field(25, function);
        }

        return OnnxModelReader.Read(_folder.Write("model.onnx", model.Build()));
    }

    private static ProtoWriter Node(string name) => OnnxProto.Node(name, ["x"], ["y"], domain: char.IsUpper(name[0]) ? "" : Domain);
}
