using ModelPack.Tool.Output;

namespace ModelPack.Tool.Tests;

/// <summary>Texts of packages on a terminal.</summary>
public sealed class ShownTests
{
    [Fact]
    public void SentencesInAListHaveOneStop()
    {
        Assert.Equal("It leaks; see 1; Twice.", Shown.List("It leaks.", null, "", "see 1", "Twice."));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("plain [b]text[/] 日本語 🙂", "plain [b]text[/] 日本語 🙂")]
    [InlineData("two\r\nlines\tand a tab", "two lines and a tab")]
    [InlineData("\u001b[2J\u0007", "\\u001b[2J\\u0007")]
    [InlineData("a\u202eb\u200b", "a\\u202eb\\u200b")]
    [InlineData("tag \U000e0041", "tag \\U000e0041")]
    public void NothingInATextIsAnythingButText(string? text, string shown) => Assert.Equal(shown, Shown.Line(text));

    [Fact]
    public void HalfACharacterIsReplaced() => Assert.Equal("half \ufffd a character", Shown.Line("half \ud800 a character"));

    [Fact]
    public void MarkupIsText() => Assert.Equal("[[red]]x[[/]]", Shown.Markup("[red]x[/]"));
}
