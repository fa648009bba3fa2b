using System.Reflection;

namespace ModelPack.Tool.Tests;

public sealed class ToolDiagnosticCodesTests
{
    private static IReadOnlyList<string> Codes =>
        [.. typeof(ToolDiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (string)code.GetRawConstantValue()!)];

    [Fact]
    public void EveryCodeIsItsOwnAndTheTools()
    {
        Assert.Equal(Codes.Distinct(), Codes);
        Assert.All(Codes, code => Assert.StartsWith("MP51", code, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryCodeHasACauseAndACure()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Tool", "README.md"));

        Assert.All(Codes, code => Assert.Matches($@"(?m)^\| {code} \| [^|]{{10,}} \| [^|]{{10,}} \|$", readme));
    }
}
