using System.Reflection;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Tests;

public sealed class DiagnosticCodesTests
{
    private static readonly IReadOnlyList<(string Name, string Code)> Codes =
        [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    [Fact]
    public void EachCodeIsUnique() => Assert.Equal(Codes.Count, Codes.Select(code => code.Code).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void EachCodeHasItsCauseAndCureInTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Sdk", "README.md"));

        string[] missing = [.. Codes.Select(code => code.Code).Where(code => !readme.Contains($"<a name=\"{code}\"></a>{code} |", StringComparison.Ordinal))];

        Assert.Equal([], missing);
    }

    [Fact]
    public void EachCodeIsExpectedBySomeTest()
    {
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        string[] missing = [.. Codes.Where(code => !tests.Contains($"DiagnosticCodes.{code.Name}", StringComparison.Ordinal) && !tests.Contains(code.Code, StringComparison.Ordinal)).Select(code => code.Code)];

        Assert.Equal([], missing);
    }
}
