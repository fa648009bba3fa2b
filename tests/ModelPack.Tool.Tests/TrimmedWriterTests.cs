using ModelPack.Tool.Output;

namespace ModelPack.Tool.Tests;

public sealed class TrimmedWriterTests
{
    [Theory]
    [InlineData("a  b  \nc \r\n  d", "a  b\nc\r\n  d")]
    [InlineData("   \n\n x", "\n\n x")]
    [InlineData("", "")]
    public void LinesEndWithoutBlanksHoweverTheyAreWritten(string text, string expected)
    {
        using StringWriter whole = new();
        using StringWriter letters = new();
        using (TrimmedWriter writer = new(whole))
        {
            writer.Write(text);
        }

        using (TrimmedWriter writer = new(letters))
        {
            foreach (char letter in text)
            {
                writer.Write(letter);
            }
        }

        Assert.Equal(expected, whole.ToString());
        Assert.Equal(expected, letters.ToString());
    }
}
