using System.Globalization;
using System.Text;

namespace ModelPack.Benchmarks.Reports;

/// <summary>Writes results as Markdown tables.</summary>
internal static class MarkdownReport
{
    private const long TargetSize = 1L << 30;

    /// <summary>The results of a file.</summary>
    public static string Write(Report report)
    {
        StringBuilder text = new();
        Line(text, $"Measured on {report.Date:yyyy-MM-dd} at commit {report.Commit}: {report.Machine}.");
        Line(text, $"`{report.Command}`");
        foreach (RunResult run in report.Runs)
        {
            Line(text, $"");
            Line(text, $"**{Size(run.Size)}, {Kind(run.Kind)}, 32 layers; median of {run.Pairs} interleaved {(run.Pairs == 1 ? "pair" : "pairs")}**");
            Line(text, $"");
            Ratios(text, run);
            Memory(text, run);
        }

        return text.ToString();
    }

    private static void Ratios(StringBuilder text, RunResult run)
    {
        Line(text, $"| | ModelPack | against | | ratio | target |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (Scenario scenario in Scenarios.All)
        {
            if (run.Scenarios.Find(found => found.Scenario == scenario.Id) is not { Ours.Count: > 0 } result)
            {
                continue;
            }

            double? ratio = result.Others.Count > 0 ? Median(result.Ours.Zip(result.Others, (ours, other) => ours / other)) : null;
            string other = result.Others.Count > 0 ? Figure(Median(result.Others), scenario.IsBytes) : "";
            string target = scenario.Target is { } limit && IsTargeted(run) ? (scenario.Against.Length > 0 ? Target(limit, ratio, "") : Target(limit, Median(result.Ours), " s")) : "";
            Line(text, $"| {scenario.Title} | {Figure(Median(result.Ours), scenario.IsBytes)} | {scenario.Against} | {other} | {(ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "")} | {target} |");
            if (result.NewBytes.Count > 0 && scenario.Id is Scenarios.Prompt or Scenarios.Layer)
            {
                double most = scenario.Id == Scenarios.Prompt ? Scenarios.PromptLimit : run.LayerSize + Scenarios.LayerSlack;
                string limits = IsTargeted(run) ? $"at most {Size((long)most)}{Mark(result.NewBytes.Max() <= most)}" : "";
                Line(text, $"| … new on the feed (largest) | {Figure(result.NewBytes.Max(), isBytes: true)} | {(scenario.Id == Scenarios.Layer ? $"the layer has {Size(run.LayerSize)}" : "")} | | | {limits} |");
            }
        }
    }

    private static void Memory(StringBuilder text, RunResult run)
    {
        if (run.PeakMemory.Count == 0)
        {
            return;
        }

        string[] kinds = [.. run.PeakMemory.Values.SelectMany(peaks => peaks.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Line(text, $"");
        Line(text, $"| peak private memory (`RssAnon`), MB | {string.Join(" | ", kinds)} |");
        Line(text, $"|---|{string.Concat(Enumerable.Repeat("---|", kinds.Length))}");
        foreach ((string activity, SortedDictionary<string, long> peaks) in run.PeakMemory)
        {
            Line(text, $"| {activity} | {string.Join(" | ", kinds.Select(kind => peaks.TryGetValue(kind, out long bytes) ? Megabytes(bytes) : ""))} |");
        }
    }

    private static bool IsTargeted(RunResult run) => run.Size == TargetSize && run.Kind == nameof(Models.ElementKind.Float32);

    private static string Target(double limit, double? value, string unit) => string.Create(CultureInfo.InvariantCulture, $"at most {limit}{unit}{(value is null ? "" : Mark(value <= limit))}");

    private static string Mark(bool met) => met ? " ✔" : " ✘";

    private static string Kind(string kind) => kind.ToLowerInvariant();

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);

    private static string Figure(double value, bool isBytes) => isBytes ? Size((long)value) : value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => (bytes / (double)(1L << 30)).ToString("0.##", CultureInfo.InvariantCulture) + " GiB",
        >= 1L << 20 => (bytes / (double)(1L << 20)).ToString("0.##", CultureInfo.InvariantCulture) + " MiB",
        _ => (bytes / 1024.0).ToString("0.##", CultureInfo.InvariantCulture) + " KiB",
    };

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
