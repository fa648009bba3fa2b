using Xunit;

namespace ModelPack.Testing;

/// <summary>
/// The third-party models and files that <c>MODELPACK_TESTDATA</c> names. Unset, the tests that need them are skipped; set but missing, they fail.
/// </summary>
public static class TestData
{
    public const string Variable = "MODELPACK_TESTDATA";

    /// <summary>The full path of a file or folder of the test data; skips the test where there is none.</summary>
    public static string Get(string relative)
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(root), $"{Variable} is not set: it names the folder with the third-party test data.");
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root!, relative));
        Assert.True(Path.Exists(path), $"{Variable} is set, but '{path}' does not exist.");
        return path;
    }

    /// <summary>The rows of an <c>INDEX.tsv</c>, as values by column name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Index(string relative = "INDEX.tsv")
    {
        string[] lines = File.ReadAllLines(Get(relative));
        string[] columns = lines[0].Split('\t');
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line =>
        {
            string[] cells = line.Split('\t');
            return columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        })];
    }
}
