using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
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
        using SqliteConnection database = new("Data Source=:memory:");
        database.Open();
        Ask(database, CatalogSchema.Create);
        string[] tables = Ask(database, "SELECT name FROM sqlite_schema WHERE type = 'table'");

        Assert.Equal(15, tables.Length);
        foreach (string table in tables)
        {
            string row = Readme.Split('\n').Single(line => line.StartsWith($"| `{table}` | ", StringComparison.Ordinal));
            string[] columns = Ask(database, $"SELECT name FROM pragma_table_info('{table}')");

            Assert.Equal(columns, Code().Matches(row.Split(" | ")[1]).Select(code => code.Groups[1].Value).Where(columns.Contains));
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The statements are the test's own.")]
    private static string[] Ask(SqliteConnection database, string sql)
    {
        using SqliteCommand command = new(sql, database);
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return [.. values];
    }

    [GeneratedRegex(@"^## versions$.*?```json\n(.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"those of the JSON answer:\n\n\| \| \|\n\|---\|---\|\n(.*?)\n\n", RegexOptions.Singleline)]
    private static partial Regex Filters();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
