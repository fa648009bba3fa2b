using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class AliasHistoryTests
{
    [Fact]
    public void EachPromotionSaysWhatItReplacedAndProvesTheOneBefore()
    {
        AliasHistory history = SampleRecords.History("Production", "1.0.0", "1.1.0", "1.0.0");

        Assert.Equal("Contoso.Sentiment.Production", history.Alias);
        Assert.Equal([1, 2, 3], history.Records.Select(record => record.Sequence));
        Assert.Null(history.Records[0].Replaced);
        Assert.Equal("1.1.0", history.Records[2].Replaced!.Version);
        Assert.Equal(history.Records[1].ComputeDigest(), history.Records[2].Previous);
        Assert.Equal("3.0.0", history.Newest.AliasVersion);
    }

    [Fact]
    public void EqualHistoriesHaveEqualBytes()
    {
        byte[] bytes = SampleRecords.History("Production", "1.0.0", "1.1.0").ToUtf8Bytes();

        Assert.Equal(bytes, SampleRecords.History("Production", "1.0.0", "1.1.0").ToUtf8Bytes());
        Assert.Equal(bytes, SampleRecords.Read(bytes).ToUtf8Bytes());
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Fact]
    public void FieldsOfANewerVersionSurviveAndAreProven()
    {
        AliasHistory history = AliasHistory.Begin(SampleRecords.Model, "Production");
        PromotionRecord record = SampleRecords.Promotion("1.0.0");
        record.Extensions = new() { ["canary"] = System.Text.Json.JsonSerializer.SerializeToElement(new { b = 1.50m, a = "é" }) };
        string text = history.Append(1, record).Append(2, SampleRecords.Promotion("1.1.0")).Text();

        AliasHistory read = SampleRecords.Read(text);

        Assert.Equal(text, read.Text());
        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => SampleRecords.Read(text.Replace("1.50", "1.51", StringComparison.Ordinal))).Code);
    }

    [Fact]
    public void TheOrderOfFieldsIsNoMatter()
    {
        JsonNode root = JsonNode.Parse(SampleRecords.History("Production", "1.0.0", "1.1.0").ToUtf8Bytes())!;
        JsonObject first = root["records"]![0]!.AsObject();
        JsonNode model = first["model"]!;
        first.Remove("model");
        first.Insert(0, "model", model);

        Assert.Equal("1.1.0", SampleRecords.Read(root.ToJsonString()).Newest.Model.Version);
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "actor", "was changed" },
        { "version", "contradicts itself|was changed" },
        { "swap", "not in order|is cut" },
        { "swapped numbers", "was changed|contradicts" },
        { "first taken out", "is cut" },
        { "middle taken out", "is cut" },
        { "middle taken out, said to be skipped", "was changed" },
        { "doubled", "not in order" },
        { "other alias", "another alias" },
        { "other stage", "which is not the stage" },
        { "negative", "not in order" },
        { "far", "is cut" },
        { "empty", "has no record" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void AForgedHistoryIsRefused(string kind, string message)
    {
        JsonNode root = JsonNode.Parse(SampleRecords.History("Production", "1.0.0", "1.1.0", "1.2.0").ToUtf8Bytes())!;
        JsonArray records = root["records"]!.AsArray();
        switch (kind)
        {
            case "actor":
                records[1]!["actor"]!["name"] = "mallory";
                break;
            case "version":
                records[1]!["model"]!["version"] = "6.6.6";
                break;
            case "swap":
                JsonNode moved = records[0]!;
                records.RemoveAt(0);
                records.Insert(1, moved);
                break;
            case "swapped numbers":
                (records[0]!["model"], records[1]!["model"]) = (records[1]!["model"]!.DeepClone(), records[0]!["model"]!.DeepClone());
                break;
            case "first taken out":
                records.RemoveAt(0);
                break;
            case "middle taken out":
                records.RemoveAt(1);
                break;
            case "middle taken out, said to be skipped":
                records.RemoveAt(1);
                records[1]!["skipped"] = new JsonArray(2);
                break;
            case "doubled":
                records.Add(records[2]!.DeepClone());
                break;
            case "other alias":
                records[2]!["alias"] = "Contoso.Other.Production";
                break;
            case "other stage":
                root["stage"] = "Staging";
                break;
            case "negative":
                records[0]!["sequence"] = -1;
                break;
            case "far":
                records[2]!["sequence"] = int.MaxValue;
                break;
            default:
                root["records"] = new JsonArray();
                break;
        }

        Problem problem = SampleRecords.Problem(() => SampleRecords.Read(root.ToJsonString()));

        Assert.Equal(RecordDiagnosticCodes.BadHistory, problem.Code);
        Assert.Matches(message, problem.Message);
    }

    [Fact]
    public void AHistoryThatLostItsEndDoesNotGoOnWhereItEnded()
    {
        AliasHistory older = SampleRecords.History("Production", "1.0.0", "1.1.0");
        AliasHistory other = SampleRecords.History("Production", "1.0.0").Append(2, SampleRecords.Promotion("1.1.0", actor: "mallory")).Append(3, SampleRecords.Promotion("6.6.6"));

        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => other.VerifyContinues("new", older, "old")).Code);
        Assert.Equal(RecordDiagnosticCodes.BadHistory, SampleRecords.Problem(() => SampleRecords.History("Production", "1.0.0").VerifyContinues("new", older, "old")).Code);
        older.Append(3, SampleRecords.Promotion("1.2.0")).VerifyContinues("new", older, "old");
    }

    [Fact]
    public void VersionsThatRetentionTookAreGapsAndAForeignOneIsAnError()
    {
        AliasHistory history = SampleRecords.History("Production", "1.0.0", "1.1.0").Append(5, SampleRecords.Promotion("1.2.0"));

        Assert.Equal([3, 4], history.Newest.Skipped);
        Assert.Equal([1, 2], history.FindGaps("h", [5]));
        Assert.Empty(history.FindGaps("h", [1, 2, 5]));
        Assert.Contains("4.0.0", SampleRecords.Problem(() => history.FindGaps("h", [1, 2, 4, 5])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"schemaVersion\": 1 }")]
    [InlineData("{ \"schemaVersion\": 2, \"alias\": \"a.b\" }")]
    [InlineData("{ \"alias\": null }")]
    [InlineData("{ \"alias\": \"a\", \"alias\": \"b\" }")]
    [InlineData("{ \"alias\": \"A.B\", \"stage\": \"B\", \"model\": \"A\", \"records\": [ null ] }")]
    [InlineData("{ \"alias\": \"A.B\", \"stage\": \"B\", \"model\": \"A\", \"records\": [ { \"actor\": null } ] }")]
    public void WhatIsNoHistoryIsRefused(string text) => Assert.Equal(RecordDiagnosticCodes.BadRecord, SampleRecords.Problem(() => SampleRecords.Read(text)).Code);

    [Fact]
    public void AHistoryWithoutEndIsNotReadToTheEnd()
    {
        using EndlessStream stream = new();

        Assert.Equal(RecordDiagnosticCodes.BadRecord, SampleRecords.Problem(() => AliasHistory.Load(stream, "endless")).Code);
        Assert.InRange(stream.Given, 1, 128 << 20);
    }

    [Fact]
    public void ASignedPromotionIsProvenByItsKeyOnly()
    {
        using RecordKey key = RecordKey.Create();
        using RecordKey other = RecordKey.Create();
        AliasHistory history = SampleRecords.Read(AliasHistory.Begin(SampleRecords.Model, "Production").Append(1, SampleRecords.Promotion("1.0.0"), key).ToUtf8Bytes());

        Assert.Equal(key.KeyId, Assert.Single(history.Newest.SignedBy([other, key])).KeyId);
        history.Newest.Reason = "another";
        Assert.Empty(history.Newest.SignedBy([key]));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
