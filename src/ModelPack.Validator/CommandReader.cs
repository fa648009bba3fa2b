using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Validator;

/// <summary>
/// Reads commands on a thread of its own, so that the end of standard input is seen while native code runs: the process then ends at once,
/// whatever it is doing, because the build that wanted the answer is gone.
/// </summary>
internal sealed class CommandReader : IDisposable
{
    private readonly BlockingCollection<ValidatorCommand> _commands = [];
    private int _pending;

    public CommandReader()
    {
        Thread thread = new(Read) { IsBackground = true, Name = "commands" };
        thread.Start();
    }

    /// <summary>The next command; <see langword="null"/> at the end.</summary>
    public ValidatorCommand? Next() => _commands.TryTake(out ValidatorCommand? command, Timeout.Infinite) ? command : null;

    /// <summary>The command that <see cref="Next"/> gave is done with.</summary>
    public void Finished() => Interlocked.Decrement(ref _pending);

    public void Dispose() => _commands.Dispose();

    private void Read()
    {
        using StreamReader reader = new(Console.OpenStandardInput());
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (JsonSerializer.Deserialize(line, ValidatorJsonContext.Default.ValidatorCommand) is { } command)
            {
                Interlocked.Increment(ref _pending);
                _commands.Add(command);
            }
        }

        if (Volatile.Read(ref _pending) > 0)
        {
            // An orderly exit would wait for native code that may never return.
            using Process self = Process.GetCurrentProcess();
            self.Kill();
        }

        _commands.CompleteAdding();
    }
}
