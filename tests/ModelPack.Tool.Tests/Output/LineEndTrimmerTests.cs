using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Tests.Output;

public sealed class LineEndTrimmerTests
{
    [Theory]
    [InlineData("a  \n b\n", "a\n b\n")]
    [InlineData("a \r\n\r\nb", "a\r\n\r\nb")]
    [InlineData("  \n", "\n")]
    [InlineData("a  b", "a  b")]
    [InlineData("a  ", "a")]
    public void BlanksAtTheEndsOfLinesAreLeftOutHoweverTheTextComes(string text, string trimmed)
    {
        Assert.Equal(trimmed, Written(writer => writer.Write(text)));
        Assert.Equal(trimmed, Written(writer => text.ToList().ForEach(writer.Write)));
        Assert.Equal(trimmed, Written(writer => text.Chunk(2).ToList().ForEach(writer.Write)));
    }

    [Fact]
    public void ATableHasNoBlanksAtTheEndsOfItsLines()
    {
        string text = Written(writer =>
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
            Grid table = TextTables.Of(2);
            table.AddRow("short", "a");
            table.AddRow("much longer", "and longer");
            console.Write(table);
        });

        string[] lines = text.Split(Environment.NewLine);
        Assert.Contains(lines, line => line.EndsWith(" a", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    private static string Written(Action<TextWriter> write)
    {
        StringWriter output = new();
        using (LineEndTrimmer writer = new(output))
        {
            write(writer);
            writer.Flush();
        }

        return output.ToString();
    }
}
