using System.CommandLine;
using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.CommandLine;

/// <summary>What all commands do alike: errors, exit codes, interruption.</summary>
internal static partial class ToolCommand
{
    /// <summary>Sets what a command does.</summary>
    /// <param name="command">The command.</param>
    /// <param name="action">Does it; returns one of <see cref="ExitCodes"/>. Bad input is a <see cref="ModelPackException"/>.</param>
    public static void Runs(this Command command, Func<ParseResult, ToolOutput, CancellationToken, Task<int>> action) => command.SetAction(async (result, cancellationToken) =>
    {
        // Interruptions are listened to from the first await on; until then they kill the process, which then clears nothing away.
        await Task.Yield();
        ToolOutput output = ToolOutput.Of(result);
        try
        {
            return await action(result, output, cancellationToken);
        }
        catch (ModelPackException exception)
        {
            return End(output, exception.Problem);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return End(output, ToolProblems.FileFails(exception).Problem);
        }
        catch (Exception exception)
        {
            // The last boundary: a script must be able to tell a fault of ours from the answer no.
            return End(output, new Problem(ToolDiagnosticCodes.Fault, $"This is a fault of dotnet modelpack; please report it. {exception}"));
        }
    });

    /// <summary>Runs the command that was asked for; a wrong command line is told and is exit code 2.</summary>
    public static async Task<int> RunAsync(this ParseResult result)
    {
        if (result.Errors.Count == 0)
        {
            return OptionRules.Empty(result).FirstOrDefault() is not { } empty ? await result.InvokeAsync()
                : End(ToolOutput.Of(result), ToolProblems.BadArgument($"{empty} is empty. Where it comes from a variable, that one is not set; '.' is the current folder.").Problem);
        }

        string errors = string.Join(' ', result.Errors.Select(error => $"{string.Join(' ', TypeName().Replace(error.Message, Expected).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}."));
        return End(ToolOutput.Of(result), ToolProblems.BadArgument($"{errors} '{$"{ToolHelp.Name} {ToolHelp.Path(result.CommandResult)}".TrimEnd()} --help' shows how it is called.").Problem);
    }

    // The parser names types of .NET.
    private static string Expected(Match type) => type.Groups[1].Value switch
    {
        nameof(Int32) => $": expected a whole number up to {int.MaxValue}",
        nameof(Double) => ": expected a number",
        _ => "",
    };

    [GeneratedRegex(@" as expected type '(?:System\.Nullable`1\[)?System\.(\w+)\]?'")]
    private static partial Regex TypeName();

    private static int End(ToolOutput output, Problem problem)
    {
        try
        {
            output.Fail(problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who reads the answer has gone; the exit code still tells.
        }

        return ExitCodes.Of(problem);
    }
}
