using System.Text.Json.Nodes;
using ModelPack.Core.Attestations;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>What a package says of itself in other formats, and what an author can say of a model.</summary>
public sealed class AttestationTests : IDisposable
{
    private const string Sbom = "modelpack/sbom.cdx.json";
    private const string Provenance = "modelpack/provenance.intoto.json";

    private readonly AuthorWorkspace author = new();

    [Fact]
    public async Task BothAreWhatTheManifestGives()
    {
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M");
        Assert.Equal(CycloneDxBom.Write(package.Manifest), package.ReadBytes(Sbom));
        Assert.Equal(ProvenanceStatement.Write(package.Manifest), package.ReadBytes(Provenance));
        Assert.Equal(ProductPackages.Version, package.Manifest.ToolVersion);
    }

    [Fact]
    public async Task EachIsLeftOutWhereItIsSwitchedOffAlsoByASecondPack()
    {
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add());
        (await author.Pack("M")).ShouldSucceedWithoutWarnings();
        string digest = author.Package("M").Manifest.Digest;

        (await author.Pack("M", "-p:ModelPackGenerateSbom=false")).ShouldSucceedWithoutWarnings();
        Assert.DoesNotContain(Sbom, author.Package("M").Entries);
        Assert.Contains(Provenance, author.Package("M").Entries);

        (await author.Pack("M", "-p:ModelPackGenerateProvenance=false")).ShouldSucceedWithoutWarnings();
        Assert.Contains(Sbom, author.Package("M").Entries);
        Assert.DoesNotContain(Provenance, author.Package("M").Entries);

        Assert.Equal(digest, author.Package("M").Manifest.Digest);
    }

    [Fact]
    public async Task EveryPropertyReachesTheManifest()
    {
        string[] texts = ["Architecture", "Task", "Explainability", "Autonomy", "ApplicationArea", "DataFlow", "InputOutput", "DataUsage", "Software", "Hardware", "TrainingEnergy", "SecurityControls", "SecurityCompliance"];
        author.Project("M", $"""
            {AuthorWorkspace.Unvalidated}
            <Authors>Ada;Grace</Authors>
            <PackageProjectUrl>https://example.com/m</PackageProjectUrl>
            <ModelPackTrainingStarted>2026-01-31T14:30:00Z</ModelPackTrainingStarted>
            <ModelPackTrainingEnded>2026-01-31T15:30:00Z</ModelPackTrainingEnded>
            <ModelPackSecurityPolicyUrl>https://example.com/security.txt</ModelPackSecurityPolicyUrl>
            <ModelPackVulnerabilitiesUrl>https://example.com/vex</ModelPackVulnerabilitiesUrl>
            {string.Concat(texts.Select(name => $"<ModelPack{name}>the {name}; 100% of %40</ModelPack{name}>"))}
            """,
            """<ModelBaseModel Include="example/base" Relation="finetune" />""");
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        ModelManifest manifest = author.Package("M").Manifest;
        author.Package("M").ShouldFollowTheSchema();
        Assert.Equal("Ada;Grace", manifest.Producer);
        Assert.Equal("https://example.com/m", manifest.ProjectUrl);
        Assert.Equal(TimeSpan.FromHours(1), manifest.Training!.Ended - manifest.Training.Started);
        Assert.Equal(("https://example.com/security.txt", "https://example.com/vex"), (manifest.Security!.PolicyUrl, manifest.Security.VulnerabilitiesUrl));
        Assert.Equal(("example/base", "finetune"), (manifest.BaseModel![0].Name, manifest.BaseModel[0].Relation));
        string json = System.Text.Encoding.UTF8.GetString(manifest.ToUtf8Bytes());
        Assert.All(texts, name => Assert.Contains($"\"the {name}; 100% of @\"", json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTheSdkMakesUpIsNoProducer()
    {
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Build("M")).ShouldSucceedWithoutWarnings();

        Assert.Null(author.BuiltManifest("M").Producer);
        Assert.Null(author.BuiltManifest("M").Description);
    }

    [Theory]
    [InlineData("Company", "Contoso")]
    [InlineData("ModelPackProducer", "Contoso Labs")]
    public async Task TheProducerIsTheOneThatIsNamed(string property, string value)
    {
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<Authors>Ada</Authors><{property}>{value}</{property}>");
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Build("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(value, author.BuiltManifest("M").Producer);
    }

    [Theory]
    [InlineData("ModelPackTrainingStarted", "yesterday")]
    [InlineData("ModelPackSecurityPolicyUrl", "see our pages")]
    [InlineData("ModelPackVulnerabilitiesUrl", "none")]
    public async Task WhatIsNoTimeOrAddressIsAnError(string property, string value)
    {
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<{property}>{value}</{property}>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult build = await author.Build("M");

        build.ShouldFail().ShouldSay("error MP1009").ShouldSay($"{property} is '{value}'");
    }

    [Fact]
    public async Task TheLibrariesOfTheTrainingAreInTheBill()
    {
        author.Project("M", AuthorWorkspace.Unvalidated, """<ModelLineage Include="requirements.txt" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/requirements.txt", "numpy==2.1.0\n");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        JsonNode bom = JsonNode.Parse(author.Package("M").ReadBytes(Sbom))!;
        Assert.Contains("pkg:pypi/numpy@2.1.0", bom["components"]!.AsArray().Select(component => (string?)component!["purl"]));
    }

    public void Dispose() => author.Dispose();
}
