using ModelPack.Tool.Commands.Versions;

namespace ModelPack.Tool.Tests.Versions;

public sealed class TextTableTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData(" spaces ", "\" spaces \"")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("+1e3", "+1e3")]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+SUM(A1)", "'+SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("  =1", "\"'  =1\"", "'  =1")]
    [InlineData("\t=1", "\"' =1\"", "' =1")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("=1", "'=1")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    public void ACellOfCsvIsQuotedAndNoFormula(string text, string cell, string? other = null)
    {
        string csv = new TextTable(["a", "b"], [["x", text]]).ToCsv();

        Assert.Contains(csv, new[] { $"a,b\r\nx,{cell}\r\n", $"a,b\r\nx,{other}\r\n" });
    }

    [Fact]
    public void InAPipeColumnsStandBelowEachOtherAndLinesEndWithTheirText()
    {
        string text = new TextTable(["Version", "Empty", "Author", "Notes"], [["1.0.0-beta.1", "", "Zoë\u001b", "bad"], ["1.0.0", "", "", ""]]).ToText();

        Assert.Equal("Version        Author      Notes\n1.0.0-beta.1   Zoë\\u001b   bad\n1.0.0\n", text);
    }

    [Fact]
    public void ACellOfMarkdownIsText()
    {
        string markdown = new TextTable(["a|b"], [["<b>*x*</b> | `y`\n[z](w)"]]).ToMarkdown();

        Assert.Equal("| a\\|b |\n|---|\n| \\<b\\>\\*x\\*\\</b\\> \\| \\`y\\` \\[z\\](w) |\n", markdown);
    }
}
