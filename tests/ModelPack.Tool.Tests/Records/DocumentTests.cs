using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Tool.Commands.Promote;

namespace ModelPack.Tool.Tests.Records;

/// <summary>What scripts read.</summary>
public sealed class DocumentTests
{
    private static readonly RecordSubject Model = new() { Id = "Contoso.Sentiment", Version = "1.2.0", Digest = "sha256:00" };

    [Fact]
    public void APromotionSaysWhichVersionOfTheAliasServesTheModel()
    {
        PromotionRecord record = new() { Sequence = 7, Action = PromotionActions.Promote, Alias = "Contoso.Sentiment.Production", Model = Model };
        GateReport gates = new([new GateResult("metric", "accuracy is at least 0.9", true, "the manifest says 0.93")], []);

        JsonElement json = Json(new PromotionResult(PromotionOutcome.Promoted, record.Alias, Model, record, gates, null));

        Assert.Equal(("promoted", "Contoso.Sentiment.Production", "7.0.0"), (json.GetProperty("outcome").GetString(), json.GetProperty("alias").GetString(), json.GetProperty("aliasVersion").GetString()));
        Assert.Equal(7, json.GetProperty("record").GetProperty("sequence").GetInt32());
        Assert.Equal((true, "metric"), (json.GetProperty("gates")[0].GetProperty("passed").GetBoolean(), json.GetProperty("gates")[0].GetProperty("gate").GetString()));
        Assert.False(json.TryGetProperty("error", out _));
    }

    [Fact]
    public void ARefusalIsToldWithItsCode()
    {
        JsonElement json = Json(new PromotionResult(PromotionOutcome.Refused, "Contoso.Sentiment.Production", Model, null, new GateReport([], []), new Problem("MP5066", "No.")));

        Assert.Equal(("refused", "MP5066"), (json.GetProperty("outcome").GetString(), json.GetProperty("error").GetProperty("code").GetString()));
        Assert.False(json.TryGetProperty("aliasVersion", out _));
    }

    private static JsonElement Json(PromotionResult result) => JsonSerializer.SerializeToElement(PromoteDocument.Of(result, null), PromoteJsonContext.Default.PromoteDocument);
}
