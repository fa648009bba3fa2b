using System.CommandLine;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;

namespace ModelPack.Tool.Tests.CommandLine;

public sealed class ToolHelpTests
{
    public static TheoryData<string> Paths => [.. Leaves(ModelPackCommands.Create(), "")];

    [Theory]
    [MemberData(nameof(Paths))]
    public void HelpShowsACommandAsItIsTypedWithExamplesThatAreRight(string path)
    {
        string help = Help(path);

        Assert.Contains($"{Environment.NewLine}  dotnet modelpack {path} ", help, StringComparison.Ordinal);
        Assert.DoesNotContain($"  {RootCommand.ExecutableName}", help, StringComparison.Ordinal);
        Assert.NotEmpty(HelpExamples.Of(path));
        Assert.All(HelpExamples.Of(path), example =>
        {
            Assert.StartsWith(path, example, StringComparison.Ordinal);
            Assert.Contains($"  dotnet modelpack {example}{Environment.NewLine}", help, StringComparison.Ordinal);
            Assert.Empty(ModelPackCommands.Create().Parse(example).Errors);
        });
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryArgumentAndOptionSaysWhatItIs(string path)
    {
        Command command = ModelPackCommands.Create().Parse($"{path} --help").CommandResult.Command;

        Assert.All<Symbol>([command, .. command.Arguments, .. command.Options], symbol => Assert.Matches(@"^[A-Za-z].*[.)]$|^Show help", symbol.Description));
    }

    [Fact]
    public async Task AWrongCommandLineIsToldInSentences()
    {
        TextWriter error = Console.Error;
        using StringWriter output = new();
        try
        {
            Console.SetError(output);
            Assert.Equal(ExitCodes.Usage, await ModelPackCommands.Create().Parse("versions A --format xml").RunAsync());
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.Contains("Must be one of: 'table' 'json' 'csv' 'markdown'. 'dotnet modelpack versions --help' shows", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyCommandsThatThereAreHaveExamples() => Assert.Equal(Leaves(ModelPackCommands.Create(), "").Order(StringComparer.Ordinal), HelpExamples.Commands.Order(StringComparer.Ordinal));

    [Fact]
    public void TheToolsOwnHelpNamesTheToolAndItsCommands()
    {
        string help = Help("");

        Assert.Contains($"{Environment.NewLine}  dotnet modelpack [command] [options]{Environment.NewLine}", help, StringComparison.Ordinal);
        Assert.Contains("  push <what>", help, StringComparison.Ordinal);
        Assert.All(help.Split(Environment.NewLine), line => Assert.Equal(line.TrimEnd(), line));
    }

    private static string Help(string path)
    {
        StringWriter output = new();
        ParseResult result = ModelPackCommands.Create().Parse($"{path} --help");
        Assert.Empty(result.Errors);
        result.Invoke(new InvocationConfiguration { Output = output });
        return output.ToString();
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0 ? [path] : command.Subcommands.SelectMany(inner => Leaves(inner, $"{path} {inner.Name}".TrimStart()));
}
