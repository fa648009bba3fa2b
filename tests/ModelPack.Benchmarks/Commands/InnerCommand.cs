using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>inner</c>: the parts by themselves.</summary>
internal static class InnerCommand
{
    private static readonly Option<string[]> Filter = new("--filter") { Description = "Which benchmarks, such as *Scan*.", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("inner", "Measures digesting, cutting and scanning with BenchmarkDotNet.") { Filter };
        command.SetAction(parsed => Run(parsed.GetValue(Filter)!));
        return command;
    }

    private static int Run(string[] filter)
    {
        // In this process: what is measured takes milliseconds to seconds, and needs no build of its own.
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(7).WithInvocationCount(1).WithUnrollFactor(1))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(ProductPackages.Repository, "artifacts", "benchmarks"));
        bool failed = BenchmarkSwitcher.FromAssembly(typeof(InnerCommand).Assembly).Run(["--filter", .. filter], config).Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success));
        return failed ? 1 : 0;
    }
}
