using System.Text.Json.Nodes;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Core.Tests.Packing.Payloads;

public sealed class PayloadDependenciesTests
{
    private static readonly ModelPayload[] Payloads = [new() { Id = "Contoso.Payload.1", Version = "1.0.0" }, new() { Id = "Contoso.Payload.2", Version = "1.0.0" }];

    [Fact]
    public void FrameworksThatGetTheModelDependOnEachPayload()
    {
        JsonNode frameworks = With("""
            { "version": 3, "project": { "frameworks": {
                "net10.0": { "targetAlias": "net10.0", "dependencies": { "modelpack.runtime": { "target": "Package", "version": "[0.1.0, )" } } },
                "netstandard2.0": { "dependencies": { "Other": { "target": "Package", "version": "[1.0.0, )" } } } } } }
            """);

        Assert.Equal(["modelpack.runtime", "Contoso.Payload.1", "Contoso.Payload.2"], Dependencies(frameworks["net10.0"]!));
        Assert.Equal("""{"target":"Package","version":"[1.0.0]"}""", frameworks["net10.0"]!["dependencies"]!["Contoso.Payload.2"]!.ToJsonString());
        Assert.Equal(["Other"], Dependencies(frameworks["netstandard2.0"]!));
    }

    [Fact]
    public void WithoutTheRuntimePackageEachFrameworkDependsOnThem()
    {
        JsonNode frameworks = With("""{ "project": { "frameworks": { "net10.0": {} } } }""");

        Assert.Equal(["Contoso.Payload.1", "Contoso.Payload.2"], Dependencies(frameworks["net10.0"]!));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "project": { "frameworks": {} } }""")]
    public void AnAssetsFileWithoutFrameworksIsRefused(string text) =>
        Assert.Throws<InvalidDataException>(() => With(text));

    private static JsonNode With(string assets) => JsonNode.Parse(PayloadDependencies.WithDependencies(System.Text.Encoding.UTF8.GetBytes(assets), Payloads))!["project"]!["frameworks"]!;

    private static IEnumerable<string> Dependencies(JsonNode framework) => framework["dependencies"]!.AsObject().Select(dependency => dependency.Key);
}
