using ModelPack.Benchmarks.Processes;
using ModelPack.Testing;
using ModelPack.Testing.Feeds;

namespace ModelPack.Benchmarks.Pushes;

/// <summary>Pushes two versions of a model with 32 payloads, one of which differs, with the packed tool and with the stock client.</summary>
internal sealed class PushRun : IDisposable
{
    private const int Layers = 32;
    private const string Id = "Contoso.Pushed";

    private readonly string _root;
    private readonly List<ModelPayload> _first = [];
    private readonly List<ModelPayload> _second = [];
    private readonly Dictionary<string, List<double>> _seconds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _memory = new(StringComparer.Ordinal);

    public PushRun(long size, string? work)
    {
        _root = work is null ? Directory.CreateTempSubdirectory("modelpack-push-").FullName : Directory.CreateDirectory(Path.Combine(work, $"push-{Environment.ProcessId}")).FullName;
        for (int layer = 0; layer <= Layers; layer++)
        {
            byte[] content = new byte[size / Layers];
            new Random(layer).NextBytes(content);
            (byte[] package, ModelPayload payload) = TestPackage.Payload(content);
            if (layer < Layers)
            {
                _first.Add(payload);
                Write("first", payload.Id, package);
            }

            if (layer > 0)
            {
                _second.Add(payload);
                Write("second", payload.Id, package);
            }
        }

        Write("first", Id, TestPackage.Model(Id, "1.0.0", _first));
        Write("second", Id, TestPackage.Model(Id, "1.0.0-second", _second));
    }

    /// <summary>Measures, and says what it took.</summary>
    public async Task Run(int pairs, CancellationToken cancellationToken)
    {
        string tool = await PackedTool.Install(_root, Runner(), cancellationToken);
        for (int pair = 0; pair <= pairs; pair++)
        {
            await using HttpFeed stock = await HttpFeed.Start();
            await using HttpFeed ours = await HttpFeed.Start();
            await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), PackedTool.Config(PackedTool.Source("stock", stock.Index) + PackedTool.Source("ours", ours.Index)), cancellationToken);
            // The first round brings everything into memory.
            bool isCounted = pair > 0;
            await Measure(isCounted, "stock, all", "dotnet", ["nuget", "push", "first/*.nupkg", "--source", "stock", "--api-key", HttpFeed.ApiKey], cancellationToken);
            await Measure(isCounted, "tool, all", tool, ["push", "first", "--source", "ours", "--api-key", HttpFeed.ApiKey], cancellationToken);
            await Measure(isCounted, "tool, one of 32 changed", tool, ["push", "second", "--source", "ours", "--api-key", HttpFeed.ApiKey], cancellationToken);
        }

        double all = Median("stock, all");
        foreach (string what in _seconds.Keys)
        {
            Console.WriteLine($"{what,-26} {Median(what),7:0.00} s   {Median(what) / all,5:0.00} of stock   at most {_memory[what] >> 20} MiB of private memory");
        }

        Console.WriteLine("Targets for 1 GiB: all 1.5, one of 32 changed 0.15.");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task Measure(bool isCounted, string what, string command, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        MeasuredCommand measured = await Runner().Run(_root, command, arguments, cancellationToken);
        if (isCounted)
        {
            (_seconds.TryGetValue(what, out List<double>? list) ? list : _seconds[what] = []).Add(measured.Elapsed.TotalSeconds);
            _memory[what] = Math.Max(_memory.GetValueOrDefault(what), measured.PeakMemory.Values.DefaultIfEmpty().Max());
        }
    }

    private MeasuringRunner Runner() => new(_root, Path.Combine(_root, "packages"), Path.Combine(_root, "store"), Console.Out);

    private double Median(string what) => _seconds[what].Order().ElementAt(_seconds[what].Count / 2);

    private void Write(string folder, string id, byte[] package)
    {
        Directory.CreateDirectory(Path.Combine(_root, folder));
        File.WriteAllBytes(Path.Combine(_root, folder, $"{id}.1.0.0.nupkg"), package);
    }
}
