using System.Reflection;

using ModelPack.Runtime.Tasks;

namespace ModelPack.Runtime.Tests;

public sealed class DiagnosticCodeTests
{
    [Fact]
    public void EveryCodeIsUniqueAndInTheReadme()
    {
        string[] codes = [.. typeof(RuntimeDiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)];
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Runtime.README.md"));

        Assert.Distinct(codes);
        Assert.All(codes, code => Assert.Contains($"| {code} |", readme, StringComparison.Ordinal));
    }
}
