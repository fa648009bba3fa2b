using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace ModelPack.Testing;

/// <summary>
/// Starts the processes of one test. Every command leaves <c>command-NN.md</c> in the log folder: what ran, where, with which environment, and what it said.
/// </summary>
public sealed class CommandRunner
{
    /// <summary>How long a command may take before its process tree is killed and the test fails: a guard against hangs, never a measurement.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(10);

    private readonly string root;
    private readonly string packages;
    private int count;

    /// <summary>Makes a runner.</summary>
    /// <param name="root">The test's folder; relative folders start here.</param>
    /// <param name="packages">The package folder that restores write to.</param>
    public CommandRunner(string root, string packages)
    {
        this.root = root;
        this.packages = packages;
        LogFolder = Path.Combine(root, "logs");
        Directory.CreateDirectory(LogFolder);
    }

    /// <summary>Where commands leave their logs.</summary>
    public string LogFolder { get; }

    /// <summary>Variables that the test gives to its commands, on top of the neutral environment; <see langword="null"/> removes one.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">The working folder, relative to the workspace or absolute.</param>
    /// <param name="program">The program: a full path, or a name on the path.</param>
    /// <param name="arguments">Its arguments, one each.</param>
    public Task<CommandResult> Run(string folder, string program, params IEnumerable<string> arguments) => RunNumbered(NextNumber(), folder, program, [.. arguments], null);

    /// <summary>Starts a program that runs until it is disposed, such as a service.</summary>
    /// <inheritdoc cref="Run(string, string, IEnumerable{string})"/>
    public RunningCommand Start(string folder, string program, params IEnumerable<string> arguments) => new(StartInfo(folder, program, [.. arguments]), LogPath(NextNumber()));

    internal int NextNumber() => Interlocked.Increment(ref count);

    internal string LogPath(int number, string extension = ".md") => Path.Combine(LogFolder, string.Create(CultureInfo.InvariantCulture, $"command-{number:00}{extension}"));

    internal async Task<CommandResult> RunNumbered(int number, string folder, string program, IReadOnlyList<string> arguments, string? binaryLog)
    {
        ProcessStartInfo info = StartInfo(folder, program, arguments);
        using Process process = new() { StartInfo = info };
        StringBuilder output = new();
        StringBuilder answer = new();
        process.OutputDataReceived += (_, line) =>
        {
            Append(output, line.Data);
            Append(answer, line.Data);
        };
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(HangGuard);
        bool hung = false;
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Reported as a failed command below, with all that it said until then.
            hung = true;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        CommandResult result = new(Describe(info), info.WorkingDirectory, hung ? null : process.ExitCode, Text(output), LogPath(number), binaryLog) { StandardOutput = Text(answer) };
        await File.WriteAllTextAsync(result.LogPath, CommandLog.Format(result, info.Environment), TestContext.Current.CancellationToken);
        return result;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }

    private static string Describe(ProcessStartInfo info) =>
        string.Join(' ', info.ArgumentList.Prepend(Path.GetFileNameWithoutExtension(info.FileName)).Select(part => part.Contains(' ', StringComparison.Ordinal) ? $"\"{part}\"" : part));

    private ProcessStartInfo StartInfo(string folder, string program, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(root, folder)),
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        ChildEnvironment.Apply(info.Environment, root, packages);
        foreach ((string name, string? value) in Environment)
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        return info;
    }
}
