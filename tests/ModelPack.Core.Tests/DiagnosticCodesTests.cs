using System.Reflection;
using System.Text.RegularExpressions;
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
        string sdk = Readme("ModelPack.Sdk");
        string tool = Readme("ModelPack.Tool");

        // A build links to the code, and so needs the anchor; what only the tool raises is in the tool's README.
        string[] missing = [.. Codes.Select(code => code.Code).Where(code => !Regex.IsMatch(sdk, $@"(?m)^\| <a name=""{code}""></a>{code} \| ") && !Regex.IsMatch(tool, $@"(?m)^\| {code} \| [^|]{{10,}} \| [^|]{{10,}} \|$"))];

        Assert.Equal([], missing);
    }

    [Fact]
    public void EachCodeIsExpectedBySomeTest()
    {
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        string[] missing = [.. Codes.Where(code => !tests.Contains($"DiagnosticCodes.{code.Name}", StringComparison.Ordinal) && !tests.Contains(code.Code, StringComparison.Ordinal)).Select(code => code.Code)];

        Assert.Equal([], missing);
    }

    private static string Readme(string project) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", project, "README.md"));
}
