using BenchmarkDotNet.Attributes;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;

namespace ModelPack.Benchmarks.Inner;

/// <summary>Deciding how a model is laid out, with nothing remembered: all of it is read.</summary>
[MemoryDiagnoser]
public class CutBenchmarks
{
    private static readonly LayoutOptions Options = new(InlineLimit: 16 << 20, ShardSize: 128 << 20, PayloadSizeLimit: 250 << 20);

    private readonly BenchmarkFiles _files = new();
    private string _model = "";

    [Params(256)]
    public int MiB { get; set; }

    [GlobalSetup]
    public void Setup() => _model = _files.Model((long)MiB << 20);

    [GlobalCleanup]
    public void Cleanup() => _files.Dispose();

    [Benchmark]
    public object ByTensor() => Plan(FileLayout.Tensor, ModelFormat.Onnx);

    [Benchmark]
    public object ByContent() => Plan(FileLayout.Exact, ModelFormat.Unknown);

    private LayoutPlan Plan(FileLayout layout, ModelFormat format) =>
        LayoutPlanner.Plan([new LayoutInput("model.onnx", _model, new FileInfo(_model).Length, layout, KeepInline: false, format)], Options, new DigestMemory(_files.NewProject), CancellationToken.None);
}
