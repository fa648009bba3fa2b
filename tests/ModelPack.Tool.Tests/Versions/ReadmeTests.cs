using System.Text.Json;
using System.Text.RegularExpressions;
using ModelPack.Feeds.Filters;
using ModelPack.Tool.Commands.Catalog;
using ModelPack.Tool.Commands.Versions;

namespace ModelPack.Tool.Tests.Versions;

/// <summary>The README shows what the tool reads and writes.</summary>
public sealed partial class ReadmeTests
{
    private static string Readme => File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src/ModelPack.Tool/README.md"));

    [Fact]
    public void TheExampleIsWhatIsWritten()
    {
        string example = Example().Match(Readme).Groups[1].Value;

        VersionsDocument document = JsonSerializer.Deserialize(example, VersionsJsonContext.Default.VersionsDocument)!;

        Assert.Equal("Production", document.Versions[0].Aliases[0].Stage);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(example), JsonSerializer.SerializeToElement(document, VersionsJsonContext.Default.VersionsDocument)));
    }

    [Fact]
    public void EveryFilterOfTheTableIsOne()
    {
        string[] filters = [.. Filters().Match(Readme).Groups[1].Value.Split('\n').SelectMany(line => Code().Matches(line.Split(" | ")[0]).Select(code => code.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal)))];

        Assert.True(filters.Length >= 10);
        Assert.All(filters, filter => VersionFilter.Parse(filter));
    }

    [Fact]
    public void EveryTableAndColumnOfTheCatalogIsListed()
    {
        foreach (Match table in Table().Matches(CatalogSchema.Create))
        {
            string row = Readme.Split('\n').Single(line => line.StartsWith($"| `{table.Groups[1].Value}` | ", StringComparison.Ordinal));
            string[] columns = [.. Column().Matches(table.Groups[2].Value).Select(column => column.Groups[1].Value)];

            Assert.True(columns.Length >= 5);
            Assert.Equal(columns, Code().Matches(row.Split(" | ")[1]).Select(code => code.Groups[1].Value).Where(name => columns.Contains(name)));
        }
    }

    [GeneratedRegex(@"^## versions$.*?```json\n(.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"those of the JSON answer:\n\n\| \| \|\n\|---\|---\|\n(.*?)\n\n", RegexOptions.Singleline)]
    private static partial Regex Filters();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"CREATE TABLE (\w+) \((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"(?:^|,)\s*([a-z_0-9]+)(?: (?:INTEGER|TEXT|REAL)|(?=[,\n]))", RegexOptions.Multiline)]
    private static partial Regex Column();
}
