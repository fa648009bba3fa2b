using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;

namespace ModelPack.Core.Tests.Lineage;

public sealed class PlainImporterTests
{
    [Theory]
    [InlineData("a: [1, 2\nb: }")]
    [InlineData("a: [")]
    [InlineData("{ \"a\": 1")]
    [InlineData("a: &x [*y]")]
    [InlineData("a: 1\n b: 2\n  - c")]
    public void BrokenTextIsOneProblemOfTheFile(string text) => Assert.Equal(DiagnosticCodes.BadLineageFile, Fails(text).Code);

    [Fact]
    public void NestingWithoutEndIsAProblemAndNoOverflow() => Assert.Contains("levels", Fails(new string('[', 200_000)).Message, StringComparison.Ordinal);

    private static Problem Fails(string text)
    {
        using TempFolder folder = new();
        string path = folder.Write("params.yaml", text);

        return Assert.Throws<ModelPackException>(() => PlainImporter.Read(path, null)).Problem;
    }
}
