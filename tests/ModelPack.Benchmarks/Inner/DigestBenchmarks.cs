using BenchmarkDotNet.Attributes;
using ModelPack.Files;

namespace ModelPack.Benchmarks.Inner;

/// <summary>Digesting a file that the page cache holds.</summary>
[MemoryDiagnoser]
public class DigestBenchmarks
{
    private readonly BenchmarkFiles _files = new();
    private string _model = "";

    [Params(256)]
    public int MiB { get; set; }

    [GlobalSetup]
    public void Setup() => _model = _files.Model((long)MiB << 20);

    [GlobalCleanup]
    public void Cleanup() => _files.Dispose();

    [Benchmark]
    public string Sha256() => FileDigest.Compute(_model, CancellationToken.None);
}
