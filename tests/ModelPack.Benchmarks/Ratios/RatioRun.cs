using ModelPack.Benchmarks.Models;
using ModelPack.Benchmarks.Processes;
using ModelPack.Benchmarks.Projects;
using ModelPack.Benchmarks.Reports;

namespace ModelPack.Benchmarks.Ratios;

/// <summary>Measures everything with one model.</summary>
internal sealed class RatioRun
{
    private readonly RatioOptions _options;
    private readonly BenchFolder _bench;
    private readonly Contenders _contenders;
    private readonly CancellationToken _cancellationToken;
    private int _generation;

    public RatioRun(RatioOptions options, ModelSpec spec, BenchFolder bench, CancellationToken cancellationToken)
    {
        _options = options;
        _bench = bench;
        _cancellationToken = cancellationToken;
        _contenders = new Contenders(bench, spec);
        Result = new RunResult { Kind = spec.Kind.ToString(), Size = spec.Size, LayerSize = _contenders.Model.LayerLength(0), Pairs = options.Pairs };
    }

    /// <summary>What was measured.</summary>
    public RunResult Result { get; }

    /// <summary>Measures.</summary>
    public async Task Run()
    {
        Say("the model");
        _contenders.Model.Write();
        await WarmUp();
        for (int pair = 1; pair <= _options.Pairs; pair++)
        {
            await Packs(pair);
        }

        await TenVersions();
        await Releases();
        for (int pair = 1; pair <= _options.Pairs; pair++)
        {
            await Services(pair);
        }

        await Starts();
    }

    private async Task WarmUp()
    {
        Say("warm-up");
        await _contenders.Ours.Pack("0.0.1", _cancellationToken);
        await _contenders.PackEmpty(_cancellationToken);
    }

    private async Task Packs(int pair)
    {
        Say($"packs, pair {pair}");
        _contenders.Ours.ForgetAuthor();
        _contenders.Stock.ForgetAuthor();
        (MeasuredCommand ours, MeasuredCommand? stock) = await Both(pair, contender => Pack(contender, $"1.{pair}.0"));
        Add(Scenarios.Pack, ours, stock);
        Result[Scenarios.Validation].Ours.Add(ours.Lifetimes.GetValueOrDefault(ProcessKind.Validator).TotalSeconds);
        MeasuredCommand copy = await _contenders.Copy(_cancellationToken);
        MeasuredCommand empty = await _contenders.PackEmpty(_cancellationToken);
        Result[Scenarios.PackAgainstCopy].Ours.Add(ours.Elapsed.TotalSeconds);
        Result[Scenarios.PackAgainstCopy].Others.Add((copy.Elapsed + empty.Elapsed).TotalSeconds);

        _contenders.WritePrompt($"You are helpful, and answer in {pair} words.");
        await PackChange(Scenarios.Prompt, pair, $"1.{pair}.1");
        _contenders.Model.ChangeLayer(pair % _contenders.Model.Layers, ++_generation);
        await PackChange(Scenarios.Layer, pair, $"1.{pair}.2");
    }

    private async Task PackChange(string scenario, int pair, string version)
    {
        long before = Disk.Size(_contenders.Ours.Packed, "*.nupkg");
        (MeasuredCommand ours, MeasuredCommand? stock) = await Both(pair, contender => Pack(contender, version));
        Add(scenario, ours, stock);
        Result[scenario].NewBytes.Add(Disk.Size(_contenders.Ours.Packed, "*.nupkg") - before);
    }

    private async Task TenVersions()
    {
        const int Versions = 10;
        Say("ten versions");
        long[] stockPackages = [.. Directory.Exists(_contenders.Stock.Packed) ? new DirectoryInfo(_contenders.Stock.Packed).EnumerateFiles("*.nupkg").Select(file => file.Length) : []];
        _contenders.Stock.ForgetAuthor();
        _contenders.Ours.ForgetAuthor();
        for (int version = 0; version < Versions; version++)
        {
            if (version > 0)
            {
                _contenders.Model.ChangeLayer(version % _contenders.Model.Layers, ++_generation);
            }

            await Pack(_contenders.Ours, $"2.{version}.0");
        }

        Result[Scenarios.Feed].Ours.Add(Disk.Size(_contenders.Ours.Packed, "*.nupkg"));
        if (stockPackages.Length > 0)
        {
            // Their sizes differ by less than a thousandth.
            Result[Scenarios.Feed].Others.Add(stockPackages.Average() * Versions);
        }
    }

    /// <summary>Two versions on each feed, one layer changed in the second.</summary>
    private async Task Releases()
    {
        Say("releases");
        foreach (string version in (string[])["3.0.0", "3.1.0"])
        {
            _contenders.Model.ChangeLayer(1, ++_generation);
            foreach (Contender contender in Contending())
            {
                contender.ForgetAuthor();
                await Pack(contender, version);
                contender.Publish();
                contender.ForgetAuthor();
            }
        }

        await _contenders.Exact.Pack("3.0.0", _cancellationToken);
        _contenders.Exact.Publish();
        _contenders.Exact.ForgetAuthor();
    }

    private async Task Services(int pair)
    {
        Say($"services, pair {pair}");
        foreach (Contender contender in Ordered(pair))
        {
            contender.ForgetMachine();
            MeasuredCommand first = await Build(contender, "3.0.0");
            MeasuredCommand second = await Build(contender, "3.0.0");
            MeasuredCommand next = await Build(contender, "3.1.0");
            if (contender == _contenders.Ours)
            {
                Result[Scenarios.Restore].Ours.Add(first.Elapsed.TotalSeconds);
                Result[Scenarios.Second].Ours.Add(second.Elapsed.TotalSeconds);
                Result[Scenarios.Next].Ours.Add(next.Elapsed.TotalSeconds);
            }
            else
            {
                Result[Scenarios.Restore].Others.Add(first.Elapsed.TotalSeconds);
                Result[Scenarios.Next].Others.Add(next.Elapsed.TotalSeconds);
            }

            contender.ForgetMachine();
        }

        _contenders.Bare.ForgetMachine();
        await Build(_contenders.Bare, "");
        Result[Scenarios.Second].Others.Add((await Build(_contenders.Bare, "")).Elapsed.TotalSeconds);
    }

    private async Task Starts()
    {
        Say("service starts");
        await Build(_contenders.Ours, "3.0.0");
        await Build(_contenders.Exact, "3.0.0");
        string author = _contenders.Model.Files[0];
        for (int pair = 0; pair <= _options.Pairs; pair++)
        {
            double tensor = await Start(_contenders.Ours, "Tensor");
            double exact = await Start(_contenders.Exact, "Exact");
            double own = await Start(_contenders.Bare, "the author's file", author);
            // The first round brings the files into memory.
            if (pair > 0)
            {
                Result[Scenarios.StartTensor].Ours.Add(tensor);
                Result[Scenarios.StartTensor].Others.Add(own);
                Result[Scenarios.StartExact].Ours.Add(exact);
                Result[Scenarios.StartExact].Others.Add(own);
            }
        }
    }

    private async Task<double> Start(Contender contender, string layout, params IReadOnlyList<string> arguments)
    {
        MeasuredCommand run = await contender.Start(_cancellationToken, arguments);
        Result.AddMemory($"service, {layout}", run.PeakMemory);
        string answered = run.Output.Split("answered ")[1].Split('\n')[0];
        return double.Parse(answered, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<MeasuredCommand> Pack(Contender contender, string version)
    {
        MeasuredCommand pack = await contender.Pack(version, _cancellationToken);
        Result.AddMemory($"pack, {contender.Name}", pack.PeakMemory);
        return pack;
    }

    private async Task<MeasuredCommand> Build(Contender contender, string version)
    {
        MeasuredCommand build = await contender.Build(version, _cancellationToken);
        Result.AddMemory($"restore and build, {contender.Name}", build.PeakMemory);
        return build;
    }

    private async Task<(MeasuredCommand Ours, MeasuredCommand? Stock)> Both(int pair, Func<Contender, Task<MeasuredCommand>> measure)
    {
        Dictionary<Contender, MeasuredCommand> measured = [];
        foreach (Contender contender in Ordered(pair))
        {
            measured[contender] = await measure(contender);
        }

        return (measured[_contenders.Ours], measured.GetValueOrDefault(_contenders.Stock));
    }

    private Contender[] Contending() => _options.WithStock ? [_contenders.Stock, _contenders.Ours] : [_contenders.Ours];

    /// <summary>Each goes first in every other pair.</summary>
    private IEnumerable<Contender> Ordered(int pair) => pair % 2 == 0 ? Contending() : Contending().Reverse();

    private void Add(string scenario, MeasuredCommand ours, MeasuredCommand? stock)
    {
        Result[scenario].Ours.Add(ours.Elapsed.TotalSeconds);
        if (stock is not null)
        {
            Result[scenario].Others.Add(stock.Elapsed.TotalSeconds);
        }
    }

    private void Say(string what) => _bench.Log.WriteLine($"{Result.Kind} {Result.Size >> 20} MiB: {what}");
}
