using System.Diagnostics;
using System.Text;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Processes;

/// <summary>Runs commands in the neutral environment of the tests, and measures them.</summary>
internal sealed class MeasuringRunner(string root, string packages, string store, TextWriter log)
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it with all its children.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<MeasuredCommand> Run(string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ChildEnvironment.Apply(info.Environment, root, packages);
        info.Environment["MODELPACK_STORE"] = store;
        StringBuilder output = new();
        using Process process = new() { StartInfo = info };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        Stopwatch clock = Stopwatch.StartNew();
        process.Start();
        using ProcessTree tree = new(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        TimeSpan elapsed = clock.Elapsed;
        tree.Stop();
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        await log.WriteLineAsync($"    {elapsed.TotalSeconds,7:0.00} s  {command}");
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command}' in '{folder}' ended with {process.ExitCode}:\n{output}");
        }

        return new MeasuredCommand(
            elapsed,
            ByKind(tree, processes => processes.Max(seen => seen.PeakMemory)),
            ByKind(tree, processes => TimeSpan.FromTicks(processes.Sum(seen => seen.Lifetime.Ticks))),
            output.ToString());
    }

    private static Dictionary<string, T> ByKind<T>(ProcessTree tree, Func<IEnumerable<WatchedProcess>, T> sum) =>
        tree.Processes.GroupBy(process => process.Kind).ToDictionary(kind => kind.Key, kind => sum(kind), StringComparer.Ordinal);

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
