using System.Text;
using System.Text.Json.Nodes;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Tests.Attestations;

public sealed class CycloneDxBomTests
{
    [Fact]
    public void AMinimalModelsBillFollowsTheSchema() => CycloneDxSchema.AssertValid(CycloneDxBom.Write(SampleManifests.Minimal()));

    [Fact]
    public void AFullModelsBillFollowsTheSchema() => CycloneDxSchema.AssertValid(CycloneDxBom.Write(SampleManifests.Full()));

    [Fact]
    public void ASystemsBillFollowsTheSchema() => CycloneDxSchema.AssertValid(CycloneDxBom.Write(SampleManifests.System()));

    [Fact]
    public void ThousandsOfPackagesFollowTheSchema() => CycloneDxSchema.AssertValid(CycloneDxBom.Write(SampleManifests.ManyPackages(2000)));

    [Theory]
    [InlineData(" ")]
    [InlineData("\"quotes\" <script>alert(1)</script> & ' \\ / %2e%2e/ ../../etc/passwd")]
    [InlineData("\u0000\u0001\u001f\u007f\u0085\u2028\u202e\ufeff")]
    [InlineData("日本語 🙂 é e\u0301")]
    [InlineData("https://user:secret@example.com/a b?token=x#y")]
    [InlineData("http://[::1")]
    [InlineData("urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1")]
    [InlineData("git@host:path")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:a@b")]
    [InlineData("MIT")]
    public void HostileTextsFollowTheSchema(string text)
    {
        byte[] bom = CycloneDxBom.Write(SampleManifests.Hostile(text));

        CycloneDxSchema.AssertValid(bom);
        AssertRelationsHold(bom);
        _ = JsonNode.Parse(ProvenanceStatement.Write(SampleManifests.Hostile(text)));
    }

    [Fact]
    public void EndlessTextsFollowTheSchema() => CycloneDxSchema.AssertValid(CycloneDxBom.Write(SampleManifests.Hostile(new string('(', 20_000))));

    [Theory]
    [InlineData("MIT", "id", "MIT")]
    [InlineData("apache-2.0", "id", "Apache-2.0")]
    [InlineData("Apache-2.0 OR MIT", "expression", "Apache-2.0 OR MIT")]
    [InlineData("(MIT AND bsd-3-clause)  OR GPL-2.0-only WITH Classpath-exception-2.0", "expression", "(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("LicenseRef-Contoso", "expression", "LicenseRef-Contoso")]
    [InlineData("LGPL-2.0+", "id", "LGPL-2.0+")]
    [InlineData("MPL-1.1+", "expression", "MPL-1.1+")]
    [InlineData("openrail++", "name", "openrail++")]
    [InlineData("MIT OR", "name", "MIT OR")]
    [InlineData("OR MIT", "name", "OR MIT")]
    [InlineData("MIT MIT", "name", "MIT MIT")]
    [InlineData("(MIT", "name", "(MIT")]
    [InlineData("MIT)", "name", "MIT)")]
    [InlineData("()", "name", "()")]
    [InlineData("MIT WITH MIT", "name", "MIT WITH MIT")]
    [InlineData("MIT WITH", "name", "MIT WITH")]
    [InlineData("Classpath-exception-2.0", "name", "Classpath-exception-2.0")]
    [InlineData("The Contoso licence; see our pages", "name", "The Contoso licence; see our pages")]
    public void ALicenceIsAnIdentifierAnExpressionOrAName(string license, string kind, string expected)
    {
        byte[] bom = CycloneDxBom.Write(SampleManifests.WithLicense(license));

        JsonNode choice = JsonNode.Parse(bom)!["metadata"]!["component"]!["licenses"]![0]!;
        Assert.Equal(expected, (string?)(kind == "expression" ? choice["expression"] : choice["license"]![kind]));
        Assert.Equal(expected, (string?)(JsonNode.Parse(bom)!["components"]![0]!["licenses"]![0]! is var data && kind == "expression" ? data["expression"] : data["license"]![kind]));
        CycloneDxSchema.AssertValid(bom);
    }

    [Fact]
    public void TheIdentifiersAreThoseOfTheSchema()
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllBytes(TestData.Get("schemas/cyclonedx/spdx.schema.json")))!;

        Assert.Equal(schema["enum"]!.AsArray().Select(id => (string)id!).Order(StringComparer.Ordinal), SpdxLicenses.Identifiers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatIsNoBillDoesNotFollowTheSchema() => Assert.False(CycloneDxSchema.IsValid(Encoding.UTF8.GetBytes("""{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{ "type": "model", "name": "x" }] }""")));

    [Fact]
    public void EqualManifestsGiveEqualBytes()
    {
        using MemoryStream stream = new(SampleManifests.Full().ToUtf8Bytes());

        Assert.Equal(CycloneDxBom.Write(SampleManifests.Full()), CycloneDxBom.Write(ModelManifest.Load(stream, "again")));
    }

    [Fact]
    public void TheSerialNumberIsThatOfTheVersion()
    {
        ModelManifest manifest = SampleManifests.Minimal();
        string first = CycloneDxBom.SerialNumber(manifest);
        manifest.Version = "1.0.1";

        Assert.Equal("urn:uuid:85a640d3-35c2-87c4-9df0-05ecb21e000e", first);
        Assert.NotEqual(first, CycloneDxBom.SerialNumber(manifest));
    }

    [Fact]
    public void EveryRelationNamesSomething()
    {
        AssertRelationsHold(CycloneDxBom.Write(SampleManifests.Full()));
        AssertRelationsHold(CycloneDxBom.Write(SampleManifests.System()));
    }

    [Fact]
    public void TheModelIsDescribed()
    {
        JsonNode bom = JsonNode.Parse(CycloneDxBom.Write(SampleManifests.Full()))!;
        JsonNode model = bom["metadata"]!["component"]!;

        Assert.Equal("2023-11-14T22:13:20Z", (string?)bom["metadata"]!["timestamp"]);
        Assert.Equal("build", (string?)bom["metadata"]!["lifecycles"]![0]!["phase"]);
        Assert.Equal(("ModelPack", "0.1.0"), ((string?)bom["metadata"]!["tools"]!["components"]![0]!["name"], (string?)bom["metadata"]!["tools"]!["components"]![0]!["version"]));
        Assert.Equal("Contoso", (string?)bom["metadata"]!["supplier"]!["name"]);
        Assert.Equal("machine-learning-model", (string?)model["type"]);
        Assert.Equal("pkg:nuget/Contoso.Sentiment@1.2.0", (string?)model["purl"]);
        Assert.Equal("text-classification", (string?)model["modelCard"]!["modelParameters"]!["task"]);
        Assert.Equal("text: string[N]", (string?)model["modelCard"]!["modelParameters"]!["inputs"]![0]!["format"]);
        Assert.Equal("0.9", (string?)model["modelCard"]!["quantitativeAnalysis"]!["performanceMetrics"]![0]!["value"]);
        Assert.Equal("English.", (string?)model["modelCard"]!["considerations"]!["technicalLimitations"]![0]);
        Assert.Equal("pkg:huggingface/google/bert@ffffffffffffffffffffffffffffffffffffffff", (string?)model["pedigree"]!["ancestors"]![0]!["purl"]);
        Assert.Contains(model["externalReferences"]!.AsArray(), reference => (string?)reference!["type"] == "vcs" && (string?)reference["url"] == "ssh://git@example.com/contoso/sentiment.git");
        Assert.DoesNotContain("/home/ada", model["pedigree"]!["ancestors"]![1]!["externalReferences"]?.ToJsonString() ?? "", StringComparison.Ordinal);
        Assert.Equal(SampleManifests.Sha, (string?)model["components"]!.AsArray().Single(file => (string?)file!["name"] == "model.onnx")!["hashes"]![0]!["content"]);
    }

    [Fact]
    public void DataAndSoftwareAreComponents()
    {
        JsonNode bom = JsonNode.Parse(CycloneDxBom.Write(SampleManifests.Full()))!;
        JsonNode data = bom["components"]!.AsArray().First(component => (string?)component!["type"] == "data")!;
        string?[] purls = [.. bom["components"]!.AsArray().Select(component => (string?)component!["purl"]).Where(purl => purl is not null)];

        Assert.Equal("personal", (string?)data["data"]![0]!["classification"]);
        Assert.Equal("Data team", (string?)data["data"]![0]!["governance"]!["owners"]![0]!["organization"]!["name"]);
        Assert.Equal("CC-BY-4.0", (string?)data["licenses"]![0]!["license"]!["id"]);
        Assert.Equal(
            ["pkg:huggingface/a/b@1", "pkg:nuget/ModelPack.Runtime@0.1.0", "pkg:nuget/Microsoft.ML.OnnxRuntime@1.31.1", "pkg:conda/mkl@2024.1", "pkg:nuget/Microsoft.ML@5.0.0", "pkg:pypi/torch-audio@2.9.0%2Bcu121", "pkg:pypi/numpy@1.26.4", "pkg:pypi/numpy@2.1.0", "pkg:pypi/requests"],
            purls);
    }

    [Fact]
    public void ASystemNamesItsPartsAndServices()
    {
        JsonNode bom = JsonNode.Parse(CycloneDxBom.Write(SampleManifests.System()))!;

        Assert.Equal(["pkg:nuget/Contoso.Embedder@1.0.0", "pkg:nuget/Contoso.Reranker@3.0.0"], bom["components"]!.AsArray().Select(component => (string?)component!["purl"]).Where(purl => purl is not null));
        Assert.Equal("2026-01-01", (string?)bom["services"]![0]!["version"]);
        Assert.Equal("abc", (string?)bom["components"]!.AsArray().Single(component => (string?)component!["name"] == "registry:/prompts/a")!["data"]![0]!["contents"]!["attachment"]!["content"]);
    }

    private static void AssertRelationsHold(byte[] bytes)
    {
        JsonNode bom = JsonNode.Parse(bytes)!;
        List<string> names = [];
        Collect(bom, names);
        HashSet<string> known = [.. names];
        Assert.Equal(names.Count, known.Count);
        foreach (JsonNode? dependency in bom["dependencies"]!.AsArray())
        {
            Assert.Contains((string)dependency!["ref"]!, known);
            Assert.All(dependency["dependsOn"]?.AsArray() ?? [], name => Assert.Contains((string)name!, known));
        }

        Assert.All(bom["metadata"]!["component"]!["modelCard"]!["modelParameters"]!["datasets"]?.AsArray() ?? [], data => Assert.Contains((string)data!["ref"]!, known));
    }

    private static void Collect(JsonNode? node, List<string> names)
    {
        switch (node)
        {
            case JsonObject entries:
                foreach ((string name, JsonNode? value) in entries)
                {
                    if (name == "bom-ref")
                    {
                        names.Add((string)value!);
                    }

                    Collect(value, names);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    Collect(item, names);
                }

                break;
        }
    }
}
