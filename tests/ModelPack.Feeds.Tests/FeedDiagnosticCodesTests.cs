using System.Reflection;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Tests;

public sealed class FeedDiagnosticCodesTests
{
    private static IReadOnlyList<string> Codes =>
        [.. typeof(FeedDiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!)];

    [Fact]
    public void EveryCodeIsItsOwn() => Assert.Equal(Codes.Distinct(), Codes);

    [Fact]
    public void EveryCodeHasACauseAndACure()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Feeds", "README.md"));

        Assert.All(Codes, code => Assert.Matches($@"(?m)^\| {code} \| [^|]{{10,}} \| [^|]{{10,}} \|$", readme));
    }

    [Fact]
    public void EveryCodeHasAKind()
    {
        Assert.All(Codes, code => Assert.NotEqual(FeedProblemKind.None, FeedProblemKinds.Of(new Problem(code, ""))));
        Assert.Equal(FeedProblemKind.None, FeedProblemKinds.Of(new Problem("MP1001", "")));
    }
}
