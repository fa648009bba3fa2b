using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.CommandLine;

/// <summary>What <c>--help</c> shows: the command as it is typed, and examples of it.</summary>
internal sealed class ToolHelp : SynchronousCommandLineAction
{
    /// <summary>How the tool is started.</summary>
    public const string Name = "dotnet modelpack";

    /// <summary>Who asks how a command is called need not call it rightly.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        StringWriter text = new() { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = text;
        int code = new HelpAction().Invoke(parseResult);
        // The library knows the program only by its file's name.
        using LineEndTrimmer trimmed = new(output);
        trimmed.WriteLine(text.ToString().Replace($"  {RootCommand.ExecutableName}", $"  {Name}", StringComparison.Ordinal).TrimEnd());
        string path = Path(parseResult.CommandResult);
        if (HelpExamples.Of(path) is { Count: > 0 } examples)
        {
            trimmed.WriteLine();
            trimmed.WriteLine("Examples:");
            foreach (string example in examples)
            {
                trimmed.WriteLine($"  {Name} {example}");
            }
        }

        trimmed.Flush();
        return code;
    }

    /// <summary>The name of a command with those that it belongs to, but for the tool's: <c>feed check</c>.</summary>
    public static string Path(CommandResult command) => command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}".TrimStart() : "";
}
