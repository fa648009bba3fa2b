using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelPack.Core.Diagnostics;
using ModelPack.Tool.CommandLine;
using Spectre.Console;

namespace ModelPack.Tool.Output;

/// <summary>Where a command writes: the answer to standard output, as text or as one JSON document; everything else to standard error.</summary>
internal sealed class ToolOutput
{
    // In a pipe a line stays a line.
    private const int PipeWidth = 4096;

    private ToolOutput(bool json)
    {
        IsJson = json;
        Answer = Make(Console.Out, Console.IsOutputRedirected);
        Notes = Make(Console.Error, Console.IsErrorRedirected);
        ShowsProgress = !Console.IsErrorRedirected && Notes.Profile.Capabilities.Interactive;
    }

    /// <summary>Whether the answer is JSON.</summary>
    public bool IsJson { get; }

    /// <summary>Takes the answer as text.</summary>
    public IAnsiConsole Answer { get; }

    /// <summary>Takes warnings, errors and progress.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Whether somebody watches.</summary>
    public bool ShowsProgress { get; }

    /// <summary>The output that a command line asks for.</summary>
    public static ToolOutput Of(ParseResult result) => new(result.GetValue(CommonOptions.Json));

    /// <summary>Writes the answer as JSON.</summary>
    public static void Json<T>(T answer, JsonTypeInfo<T> type)
    {
        using Stream output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, answer, type);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes an answer that is a file, as it is.</summary>
    public static void Raw(ReadOnlySpan<byte> answer)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(answer);
    }

    /// <summary>Tells of something that did not end the command.</summary>
    public void Warn(Problem problem) => Tell(problem);

    /// <summary>Tells why the command ends.</summary>
    public void Fail(Problem problem)
    {
        if (IsJson)
        {
            Json(new ErrorDocument(ProblemDocument.Of(problem)), ToolJsonContext.Default.ErrorDocument);
        }
        else
        {
            Tell(problem);
        }
    }

    /// <summary>Tells a line of what is going on.</summary>
    public void Note(string text) => Tell(text, Style.Plain);

    private void Tell(string text, Style style)
    {
        try
        {
            Notes.WriteLine(Shown.Line(text), style);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed, and nobody reads it; the answer and the exit code still tell.
        }
    }

    // As MSBuild writes them, so that editors and CI find them.
    private void Tell(Problem problem)
    {
        string place = problem.File is null ? "dotnet-modelpack : " : problem.Line > 0 ? $"{problem.File}({problem.Line}): " : $"{problem.File} : ";
        string severity = problem.Severity == ProblemSeverity.Error ? "error" : "warning";
        Tell($"{place}{severity} {problem.Code}: {problem.Message}", new Style(problem.Severity == ProblemSeverity.Error ? Color.Red : Color.Yellow));
    }

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(redirected ? new LineEndTrimmer(writer) : writer), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect, Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect });
        if (redirected)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
