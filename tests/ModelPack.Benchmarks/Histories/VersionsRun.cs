using System.Globalization;
using ModelPack.Benchmarks.Processes;
using ModelPack.Testing;
using ModelPack.Testing.Feeds;

namespace ModelPack.Benchmarks.Histories;

/// <summary>Lists the versions of a model with the packed tool: with nothing remembered (cold), and with what the call before has remembered (warm).</summary>
internal sealed class VersionsRun(int versions, long size) : IDisposable
{
    private const string Id = "Contoso.Listed";
    private const double ColdSeconds = 5;
    private const double WarmSeconds = 1;
    private const long MostBytes = 64 << 10;

    private readonly string _root = Directory.CreateTempSubdirectory("modelpack-versions-").FullName;

    /// <summary>Measures, and says what it took.</summary>
    public async Task Run(int rounds, CancellationToken cancellationToken)
    {
        await using HttpFeed feed = await HttpFeed.Start();
        Publish(feed, cancellationToken);
        string tool = await PackedTool.Install(_root, Runner("store"), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), PackedTool.Config(PackedTool.Source("contoso", feed.Index)), cancellationToken);
        List<double> cold = [];
        List<double> warm = [];
        long most = 0;
        for (int round = 0; round < rounds; round++)
        {
            feed.ClearRequests();
            cold.Add(await Measure(tool, $"store-{round}", cancellationToken));
            most = Math.Max(most, feed.Requests.Where(IsPackage).GroupBy(request => request.Path).Max(package => package.Sum(request => request.Sent)));
            feed.ClearRequests();
            warm.Add(await Measure(tool, $"store-{round}", cancellationToken));
            if (feed.Requests.Any(IsPackage))
            {
                throw new InvalidOperationException("A warm call read a package.");
            }
        }

        Tell("cold", cold, ColdSeconds);
        Tell("warm", warm, WarmSeconds);
        Console.WriteLine($"{"read of a package",-18} {most,7} bytes at most     target {MostBytes}: {(most < MostBytes ? "met" : "MISSED")}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // As a pack orders them: the manifest comes after the weights.
    private void Publish(HttpFeed feed, CancellationToken cancellationToken)
    {
        byte[] weights = new byte[size];
        new Random(1).NextBytes(weights);
        for (int number = 0; number < versions; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // So that no two have the same content.
            BitConverter.TryWriteBytes(weights, number);
            ModelManifest manifest = Manifest($"1.{number}.0", weights);
            feed.Store.Add(TestPackage.Bytes(
                Id,
                manifest.Version,
                ("README.md", new byte[1000]),
                ("modelpack/files/model.onnx", weights),
                ("modelpack/modelpack.json", manifest.ToUtf8Bytes()),
                ("modelpack/provenance.intoto.json", new byte[700]),
                ("modelpack/sbom.cdx.json", new byte[1300])));
        }
    }

    private static ModelManifest Manifest(string version, byte[] weights)
    {
        ModelManifest manifest = new()
        {
            Id = Id,
            Version = version,
            Created = new DateTimeOffset(2026, 5, 17, 8, 0, 0, TimeSpan.Zero),
            Description = "Tells how people feel.",
            License = "MIT",
            Training = new ModelTraining { Author = "Ann" },
            Metrics = [.. new[] { "accuracy", "f1", "loss", "precision", "recall" }.Select((name, at) => new ModelMetric { Name = name, Value = (at + 1) / 7.0, Dataset = "test" })],
        };
        manifest.Files.Add(new ModelFile { Path = "model.onnx", Role = ModelFileRoles.Weights, Size = weights.Length, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(weights)) });
        manifest.Digest = ModelDigest.Compute(manifest.Files);
        return manifest;
    }

    private async Task<double> Measure(string tool, string store, CancellationToken cancellationToken)
    {
        MeasuredCommand measured = await Runner(store).Run(_root, tool, ["versions", Id], cancellationToken);
        int shown = measured.Output.Split('\n').Count(line => line.TrimStart().StartsWith("1.", StringComparison.Ordinal));
        return shown == versions ? measured.Elapsed.TotalSeconds : throw new InvalidOperationException($"'versions' shows {shown} versions of {versions}:\n{measured.Output}");
    }

    private MeasuringRunner Runner(string store) => new(_root, Path.Combine(_root, "packages"), Path.Combine(_root, store), Console.Out);

    private static bool IsPackage(FeedRequest request) => request.Path.EndsWith(".nupkg", StringComparison.Ordinal);

    private static void Tell(string what, List<double> seconds, double target)
    {
        double median = seconds.Order().ElementAt(seconds.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-18} {median,7:0.00} s median, {seconds.Min():0.00} to {seconds.Max():0.00}     target {target:0.0} s: {(median <= target ? "met" : "MISSED")}"));
    }
}
