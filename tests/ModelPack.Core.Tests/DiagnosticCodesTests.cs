using System.Reflection;
using System.Runtime.CompilerServices;
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
        string readme = File.ReadAllText(Path.Combine(Repository(), "src", "ModelPack.Sdk", "README.md"));

        Assert.Empty(Codes.Where(code => !readme.Contains($"<a name=\"{code.Code}\"></a>{code.Code} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void EachCodeIsExpectedBySomeTest()
    {
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository(), "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.Empty(Codes.Where(code => !tests.Contains($"DiagnosticCodes.{code.Name}", StringComparison.Ordinal) && !tests.Contains(code.Code, StringComparison.Ordinal)));
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath("../..", Path.GetDirectoryName(file)!);
}
