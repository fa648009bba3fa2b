using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Core.Validation;

/// <summary>The child process in which models are loaded and run. It ends when its standard input does, thus with this process.</summary>
internal sealed class ValidatorProcess : IDisposable
{
    private const int ErrorLines = 20;

    private readonly Process _process;
    private readonly BlockingCollection<ValidatorEvent> _events = [];
    private readonly Queue<string> _errors = [];
    private readonly Task _reading;

    private ValidatorProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadEventsAsync(), ReadErrorsAsync());
    }

    /// <summary>How many models it took before the present one.</summary>
    public int Served { get; set; }

    /// <summary>Whether the process has ended and all that it said was read.</summary>
    public bool Ended => _events.IsCompleted;

    /// <summary>The last lines that it wrote to its standard error, on one line.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join(" ", _errors);
            }
        }
    }

    /// <exception cref="ModelPackException">The process cannot be started.</exception>
    public static ValidatorProcess Start(ValidatorOptions options)
    {
        // The model's folder stays free to be renamed or deleted: the working directory is the validator's.
        string folder = Path.GetDirectoryName(options.ValidatorAssembly) ?? "";
        ProcessStartInfo info = new(options.DotNetHostPath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
        };
        info.ArgumentList.Add(options.ValidatorAssembly);

        // What people set to diagnose their own programs: hooks and profilers that write to standard output, dumps of crashes.
        info.Environment.Remove("DOTNET_STARTUP_HOOKS");
        info.Environment.Remove("CORECLR_ENABLE_PROFILING");
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        try
        {
            if (!File.Exists(options.ValidatorAssembly))
            {
                throw new FileNotFoundException($"'{options.ValidatorAssembly}' does not exist.");
            }

            return new ValidatorProcess(Process.Start(info) ?? throw new IOException("No process was started."));
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            throw new ModelPackException(ValidationProblems.NotStarted(exception.Message), exception);
        }
    }

    public void Send(ValidatorCommand command)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(command, ValidatorJsonContext.Default.ValidatorCommand));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The process has ended: the reader of its output sees that, and its exit code says more.
        }
    }

    /// <summary>Waits for the next event.</summary>
    /// <returns>The event, or <see langword="null"/> after the time or when the process ended.</returns>
    public ValidatorEvent? Read(TimeSpan wait, CancellationToken cancellationToken) =>
        _events.TryTake(out ValidatorEvent? item, (int)wait.TotalMilliseconds, cancellationToken) ? item : null;

    /// <summary>The bytes of memory of its own that it holds.</summary>
    public long ReadMemory() => ProcessMemory.Read(_process);

    /// <summary>Waits for the end and gives the exit code.</summary>
    public int WaitForExit()
    {
        _process.WaitForExit();
        _reading.Wait();
        return _process.ExitCode;
    }

    public void Kill()
    {
        try
        {
            // With what a library of operators may have started.
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or is about to.
        }

        WaitForExit();
    }

    /// <summary>Ends the process at once; it holds nothing that must be saved.</summary>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _events.Dispose();
    }

    private async Task ReadEventsAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                try
                {
                    if (JsonSerializer.Deserialize(line, ValidatorJsonContext.Default.ValidatorEvent) is { } item)
                    {
                        _events.Add(item);
                    }
                }
                catch (JsonException)
                {
                    // Not ours: something that the host or a library printed.
                    Remember(line);
                }
            }
        }
        finally
        {
            _events.CompleteAdding();
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            Remember(line);
        }
    }

    private void Remember(string line)
    {
        lock (_errors)
        {
            _errors.Enqueue(line.Length > 400 ? line[..400] : line);
            if (_errors.Count > ErrorLines)
            {
                _errors.Dequeue();
            }
        }
    }
}
