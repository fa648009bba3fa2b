using System.Text.Json.Nodes;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Tests.Attestations;

public sealed class ProvenanceStatementTests
{
    [Fact]
    public void ItIsAStatementOfInTotoWithSlsasPredicate()
    {
        JsonNode statement = JsonNode.Parse(ProvenanceStatement.Write(SampleManifests.Full()))!;

        Assert.Equal(["_type", "subject", "predicateType", "predicate"], statement.AsObject().Select(field => field.Key));
        Assert.Equal("https://in-toto.io/Statement/v1", (string?)statement["_type"]);
        Assert.Equal("https://slsa.dev/provenance/v1", (string?)statement["predicateType"]);
        Assert.Equal(["buildDefinition", "runDetails"], statement["predicate"]!.AsObject().Select(field => field.Key));
        Assert.Equal(["buildType", "externalParameters", "resolvedDependencies"], statement["predicate"]!["buildDefinition"]!.AsObject().Select(field => field.Key));
        Assert.Equal("git+ssh://git@example.com/contoso/sentiment.git@refs/tags/v1.2.0", (string?)statement["predicate"]!["buildDefinition"]!["externalParameters"]!["source"]);
        Assert.Equal("0.1.0", (string?)statement["predicate"]!["runDetails"]!["builder"]!["version"]!["ModelPack"]);
    }

    [Fact]
    public void EveryFileIsASubjectAsTheAuthorHadItAndAsItIsLaidOut()
    {
        JsonNode statement = JsonNode.Parse(ProvenanceStatement.Write(SampleManifests.Full()))!;

        Assert.Equal(
            [
                ("Contoso.Sentiment/1.2.0/SHA256SUMS", SampleManifests.Full().Digest["sha256:".Length..]),
                ("MODEL_CARD.md", SampleManifests.Sha),
                ("model.onnx", SampleManifests.Sha),
                ("modelpack/files/model.onnx", new string('a', 64)),
                ("modelpack/recipes/model.onnx.json", new string('c', 64)),
                ($"shard/{new string('b', 64)}.bin", new string('b', 64)),
            ],
            statement["subject"]!.AsArray().Select(subject => ((string)subject!["name"]!, (string)subject["digest"]!["sha256"]!)));
    }

    [Fact]
    public void WhatWentIntoTheModelIsNamedByDigestOrAddress()
    {
        JsonArray dependencies = JsonNode.Parse(ProvenanceStatement.Write(SampleManifests.Full()))!["predicate"]!["buildDefinition"]!["resolvedDependencies"]!.AsArray();

        JsonNode Named(string name) => dependencies.First(dependency => (string?)dependency!["name"] == name)!;
        Assert.Equal(new string('d', 40), (string?)Named("code")["digest"]!["gitCommit"]);
        Assert.Equal("git+https://example.com/contoso/training@refs/heads/main", (string?)Named("training code")["uri"]);
        Assert.Equal(SampleManifests.Sha, (string?)Named("reviews")["digest"]!["sha256"]);
        Assert.Equal("md5:0123456789abcdef0123456789abcdef.dir", (string?)Named("other")["annotations"]!["digest"]);
        Assert.Equal("pkg:huggingface/google/bert@ffffffffffffffffffffffffffffffffffffffff", (string?)Named("google/bert")["uri"]);
        Assert.Equal(SampleManifests.Sha, (string?)Named("mlruns")["digest"]!["sha256"]);
        Assert.Equal("pkg:nuget/Microsoft.ML@5.0.0", (string?)Named("Microsoft.ML")["uri"]);
        Assert.All(dependencies, dependency => Assert.True(dependency!["uri"] is not null || dependency["digest"] is not null, dependency.ToJsonString()));
    }

    [Fact]
    public void ASystemWithoutFilesHasASubject() => Assert.Single(JsonNode.Parse(ProvenanceStatement.Write(SampleManifests.System()))!["subject"]!.AsArray());

    [Fact]
    public void EqualManifestsGiveEqualBytes()
    {
        using MemoryStream stream = new(SampleManifests.Full().ToUtf8Bytes());

        Assert.Equal(ProvenanceStatement.Write(SampleManifests.Full()), ProvenanceStatement.Write(ModelManifest.Load(stream, "again")));
    }
}
