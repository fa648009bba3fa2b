using System.Text;
using System.Text.RegularExpressions;
using ModelPack.Core.Attestations;
using ModelPack.Core.Checklists;
using ModelPack.Core.Tests.Attestations;

namespace ModelPack.Core.Tests.Checklists;

public sealed partial class G7ChecklistTests
{
    [Fact]
    public void TheElementsAreThoseOfThePublishedList()
    {
        string ttl = File.ReadAllText(TestData.Get("schemas/g7-sbom-for-ai/g7ai.ttl"));
        Dictionary<string, string> categories = Concept().Matches(ttl).Where(concept => !concept.Groups["body"].Value.Contains("skos:broader", StringComparison.Ordinal)).ToDictionary(concept => concept.Groups["name"].Value, concept => Text(concept, "prefLabel"), StringComparer.Ordinal);
        (string, string, string, string)[] published = [.. Concept().Matches(ttl)
            .Where(concept => concept.Groups["body"].Value.Contains("skos:broader", StringComparison.Ordinal))
            .Select(concept => (Text(concept, "notation"), categories[Broader().Match(concept.Groups["body"].Value).Groups[1].Value], Text(concept, "prefLabel"), Text(concept, "definition")))];

        Assert.Equal(50, published.Length);
        Assert.Equal(published, Evaluate(SampleManifests.Minimal()).Select(element => (element.Id, element.Category, element.Name, element.Definition)));
    }

    [Fact]
    public void AFullModelLacksASignatureOnly()
    {
        ModelManifest manifest = Complete();

        IReadOnlyList<ChecklistElement> elements = Evaluate(manifest, [.. manifest.Files.Select(file => file.Path)]);

        Assert.Equal(["G7AI-MD-05"], elements.Where(element => element.Status == ElementStatus.Missing).Select(element => element.Id));
        Assert.Equal(
            ["MD-02", "MD-03", "MD-04", "MD-10", "SLP-02", "MDL-02", "MDL-07", "MDL-08"],
            elements.Where(element => element.Status == ElementStatus.Proven).Select(element => element.Id["G7AI-".Length..]));
        Assert.All(elements, element => Assert.True(element.Status == ElementStatus.Missing ? element is { Value: null, Evidence: null, Cure: not null } : element is { Value: not null, Evidence: not null }, element.ToString()));
    }

    [Fact]
    public void WhatNobodySaysIsMissingWithACure()
    {
        IReadOnlyList<ChecklistElement> elements = G7Checklist.Evaluate(new ChecklistEvidence(new ModelManifest { Id = "A", Version = "1.0.0" }, new HashSet<string>(), null, null, Signed: false));

        Assert.Equal(["SLP-01", "SLP-04", "MDL-01", "MDL-02", "MDL-03"], elements.Where(element => element.Status != ElementStatus.Missing).Select(element => element.Id["G7AI-".Length..]));
        Assert.All(elements.Where(element => element.Status == ElementStatus.Missing), element => Assert.False(string.IsNullOrEmpty(element.Cure)));
    }

    [Theory]
    [InlineData("MDL-02")]
    [InlineData("MDL-07")]
    [InlineData("MDL-08")]
    [InlineData("MDL-10")]
    [InlineData("SLP-02")]
    [InlineData("INF-01")]
    public void AFileThatWasNotCheckedProvesNothing(string id) => Assert.Equal(ElementStatus.Stated, Status(Evaluate(Complete(), ["MODEL_CARD.md"]), id));

    [Fact]
    public void ADigestThatIsNotThatOfTheFilesProvesNothing()
    {
        ModelManifest manifest = Complete();
        manifest.Digest = $"sha256:{SampleManifests.Sha}";

        Assert.Equal(ElementStatus.Stated, Status(Evaluate(manifest, [.. manifest.Files.Select(file => file.Path)]), "MDL-02"));
    }

    [Fact]
    public void AModelThatWasNotRunProvesNoRuntime()
    {
        ModelManifest manifest = Complete();
        manifest.Models[0].Validations![0].Outcome = ModelValidationOutcomes.NotValidated;
        manifest.Software = null;
        IReadOnlyList<ChecklistElement> elements = Evaluate(manifest, [.. manifest.Files.Select(file => file.Path)]);

        Assert.Equal(ElementStatus.Missing, Status(elements, "INF-01"));
        Assert.Equal(ElementStatus.Stated, Status(elements, "MDL-10"));
    }

    [Fact]
    public void AChangedBillStatesWhatItSaysAndProvesNothing()
    {
        byte[] changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(CycloneDxBom.Write(Complete())).Replace("2023-11-14", "2024-11-14", StringComparison.Ordinal));

        ChecklistElement element = Element(Evaluate(Complete(), [], changed), "MD-09");

        Assert.Equal((ElementStatus.Stated, "2024-11-14T22:13:20Z"), (element.Status, element.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"metadata\": [] }")]
    [InlineData("{ \"metadata\": { \"timestamp\": \"\\ud800\", \"authors\": [1], \"tools\": { \"components\": [] } }, \"version\": \"x\", \"dependencies\": {} }")]
    [InlineData("{ \"metadata\": { \"tools\": { \"components\": \"x\" }, \"lifecycles\": [[]] } }")]
    public void WhatIsNoBillSaysNothing(string sbom)
    {
        IReadOnlyList<ChecklistElement> elements = Evaluate(Complete(), [], Encoding.UTF8.GetBytes(sbom));

        Assert.All(elements.Where(element => element.Id.StartsWith("G7AI-MD-", StringComparison.Ordinal)), element => Assert.Equal(ElementStatus.Missing, element.Status));
    }

    [Fact]
    public void ADataSetThatLacksSomethingIsNamed()
    {
        ModelManifest manifest = Complete();
        manifest.Data!.Add(new ModelDataset { Name = "more", Role = "training", License = "MIT" });
        IReadOnlyList<ChecklistElement> elements = Evaluate(manifest);

        Assert.Equal(ElementStatus.Stated, Status(elements, "DP-10"));
        Assert.Equal("'more' (training) lacks it. Set on the ModelDataset item of that name: Provenance.", Element(elements, "DP-06").Cure);
    }

    [Fact]
    public void ASignedPackageHasItsAuthorsSignature() =>
        Assert.Equal(ElementStatus.Stated, Status(G7Checklist.Evaluate(new ChecklistEvidence(Complete(), new HashSet<string>(), null, null, Signed: true)), "MD-05"));

    [Fact]
    public void AMetricOfSecurityHasItsThreshold() => Assert.Equal("robustness 0.8 (accepted from 0.5)", Element(Evaluate(Complete()), "KPI-01").Value);

    [Theory]
    [InlineData("\u0000<script>")]
    [InlineData("日本語")]
    [InlineData(" ")]
    public void HostileManifestsAreListed(string text) => Assert.Equal(50, Evaluate(SampleManifests.Hostile(text)).Count);

    private static ModelManifest Complete()
    {
        ModelManifest manifest = SampleManifests.Full();
        manifest.Data = [manifest.Data![0]];
        manifest.Metrics![1].Value = 0.8;
        return manifest;
    }

    private static IReadOnlyList<ChecklistElement> Evaluate(ModelManifest manifest, HashSet<string>? verified = null) =>
        Evaluate(manifest, verified ?? [], CycloneDxBom.Write(manifest));

    private static IReadOnlyList<ChecklistElement> Evaluate(ModelManifest manifest, HashSet<string> verified, byte[] sbom) => G7Checklist.Evaluate(new ChecklistEvidence(manifest, verified, sbom, ProvenanceStatement.Write(manifest), Signed: false));

    private static ChecklistElement Element(IReadOnlyList<ChecklistElement> elements, string id) => elements.Single(element => element.Id == $"G7AI-{id}");

    private static ElementStatus Status(IReadOnlyList<ChecklistElement> elements, string id) => Element(elements, id).Status;

    private static string Text(Match concept, string name) => Regex.Match(concept.Groups["body"].Value, $"skos:{name} \"(.*?)\"", RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex(@"^g7ai:(?<name>[\w-]+)\n    a skos:Concept ;(?<body>.*?)\.\n\n", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Concept();

    [GeneratedRegex("skos:broader g7ai:([\\w-]+)")]
    private static partial Regex Broader();
}
