using BenchmarkDotNet.Attributes;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Onnx;

namespace ModelPack.Benchmarks.Inner;

/// <summary>Reading the structure of an ONNX file.</summary>
[MemoryDiagnoser]
public class ScanBenchmarks
{
    private readonly BenchmarkFiles _files = new();
    private string _model = "";

    /// <summary>1 GiB of weights in the file.</summary>
    [Params(64, 100_000)]
    public int Tensors { get; set; }

    [GlobalSetup]
    public void Setup() => _model = _files.SparseModel(1L << 30, Tensors / 2);

    [GlobalCleanup]
    public void Cleanup() => _files.Dispose();

    [Benchmark]
    public object Facts() => OnnxModelReader.Read(_model);

    [Benchmark]
    public object TensorMap() => OnnxTensorMap.Read(_model);
}
