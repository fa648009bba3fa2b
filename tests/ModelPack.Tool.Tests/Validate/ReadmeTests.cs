using System.Text.Json;
using System.Text.RegularExpressions;
using ModelPack.Tool.Commands.Validate;

namespace ModelPack.Tool.Tests.Validate;

/// <summary>The README shows the JSON that the tool writes.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void TheExampleIsWhatIsWritten()
    {
        string example = Example().Match(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src/ModelPack.Tool/README.md"))).Groups[1].Value;

        ValidateDocument document = JsonSerializer.Deserialize(example, ValidateJsonContext.Default.ValidateDocument)!;

        Assert.Equal("MP2040", document.Models[0].Runs[1].Code);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(example), JsonSerializer.SerializeToElement(document, ValidateJsonContext.Default.ValidateDocument)));
    }

    [GeneratedRegex(@"^## validate$.*?```json\n(.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
