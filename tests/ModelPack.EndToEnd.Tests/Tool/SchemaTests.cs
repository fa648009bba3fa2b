using System.Text.Json.Nodes;

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary>The JSON Schemas, where users find them.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("ModelPack.Sdk", "schema")]
    [InlineData("ModelPack.Tool", "tools/net10.0/any/schema")]
    public void APackageHasTheSchemasOfAllFiles(string id, string folder)
    {
        PackageFile package = new(ProductPackages.Feed.Find(id, ProductPackages.Version));

        Assert.Equal("https://modelpack.net/schema/policy-1.json", Id("modelpack.policy"));
        Assert.Equal("https://modelpack.net/schema/promotion-1.json", Id("promotion"));
        Assert.Equal("https://modelpack.net/schema/records-1.json", Id("records"));
        Assert.NotNull(Id("modelpack"));

        string? Id(string name) => (string?)JsonNode.Parse(package.ReadText($"{folder}/{name}.schema.json"))!["$id"];
    }
}
