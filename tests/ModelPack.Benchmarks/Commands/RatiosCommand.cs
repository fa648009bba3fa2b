using System.CommandLine;
using ModelPack.Benchmarks.Models;
using ModelPack.Benchmarks.Projects;
using ModelPack.Benchmarks.Ratios;
using ModelPack.Benchmarks.Reports;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>ratios</c>: whole processes against the stock tools.</summary>
internal static class RatiosCommand
{
    private static readonly Option<string[]> Size = new("--size") { Description = "Sizes of the weights, such as 64MiB or 8GiB.", DefaultValueFactory = _ => ["64MiB", "1GiB"], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<ElementKind[]> Type = new("--type") { Description = "Kinds of weights.", DefaultValueFactory = _ => [ElementKind.Float32], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Pairs = new("--pairs") { Description = "How often each comparison is made.", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> NoStock = new("--no-stock") { Description = "Measures our own times and memory only." };
    private static readonly Option<string?> Work = new("--work") { Description = "The folder to work in; needs nine times the size of the largest model. Default: the system's temporary folder." };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Leaves the folder there." };
    private static readonly Option<string?> Output = new("--output") { Description = "The result file. Default: below artifacts/benchmarks." };

    /// <summary>The command.</summary>
    public static Command Create(string[] commandLine)
    {
        Command command = new("ratios", "Compares packing, restoring, building and starting with the stock tools, with models that are made here. Page cache warm, no process is reused.")
        {
            Size, Type, Pairs, NoStock, Work, Keep, Output,
        };
        command.SetAction((parsed, cancellationToken) => Run(
            new RatioOptions([.. parsed.GetValue(Size)!.Select(ByteSize.Parse)], parsed.GetValue(Type)!, parsed.GetValue(Pairs), !parsed.GetValue(NoStock), parsed.GetValue(Work), parsed.GetValue(Keep)),
            parsed.GetValue(Output),
            commandLine,
            cancellationToken));
        return command;
    }

    private static async Task<int> Run(RatioOptions options, string? output, string[] commandLine, CancellationToken cancellationToken)
    {
        Report report = new()
        {
            Machine = Machine.Describe(options.Work ?? Path.GetTempPath(), await Tools.Say("dotnet", "--version")),
            Command = $"dotnet run -c Release --project tests/ModelPack.Benchmarks -- {string.Join(' ', commandLine)}",
            Commit = await Tools.Say("git", "-C", ProductPackages.Repository, "rev-parse", "--short", "HEAD"),
            Date = DateOnly.FromDateTime(DateTime.Today),
        };
        output ??= Path.Combine(ProductPackages.Repository, "artifacts", "benchmarks", $"ratios-{DateTime.Now:yyyyMMdd-HHmmss}.json");
        foreach (ElementKind kind in options.Kinds)
        {
            foreach (long size in options.Sizes)
            {
                using BenchFolder bench = new(options.Work, options.Keep, Console.Out);
                RatioRun run = new(options, new ModelSpec(kind, size), bench, cancellationToken);
                await run.Run();
                report.Runs.Add(run.Result);
                report.Save(output);
            }
        }

        Console.WriteLine();
        Console.WriteLine(MarkdownReport.Write(report));
        Console.WriteLine($"Results: {output}");
        return 0;
    }
}
