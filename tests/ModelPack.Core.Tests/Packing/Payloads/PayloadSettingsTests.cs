using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Core.Tests.Packing.Payloads;

public sealed class PayloadSettingsTests
{
    [Fact]
    public void DefaultsAreThoseOfTheDocuments()
    {
        PayloadSettings settings = Parse(new PayloadProperties(), out _)!;

        Assert.Equal(new LayoutOptions(16 << 20, 128 << 20, 262_144_000), settings.Options);
        Assert.Equal(new PayloadIdentity("Contoso", 0, null), settings.Identity);
        Assert.Null(settings.DefaultLayout);
    }

    [Fact]
    public void WhatTheAuthorSaysWins()
    {
        PayloadSettings settings = Parse(new PayloadProperties { InlineLimit = "1", ShardSize = "65536", PayloadSizeLimit = "131072", Layout = "exact", VerifyLayout = "True", PayloadIdPrefix = "Fabrikam.Ml", PayloadRepositoryUrl = "https://fabrikam.example/r", PayloadRevision = "3" }, out _)!;

        Assert.Equal(new LayoutOptions(1, 65536, 131072), settings.Options);
        Assert.Equal(new PayloadIdentity("Fabrikam.Ml", 3, "https://fabrikam.example/r"), settings.Identity);
        Assert.Equal(FileLayout.Exact, settings.DefaultLayout);
    }

    [Theory]
    [InlineData("ModelPackInlineLimit", "0", null, null)]
    [InlineData("ModelPackInlineLimit", "16 MiB", null, null)]
    [InlineData("ModelPackInlineLimit", "-1", null, null)]
    [InlineData("ModelPackShardSize", null, "65535", null)]
    [InlineData("ModelPackShardSize", null, "99999999999999999999", null)]
    [InlineData("ModelPackShardSize", null, "300000", "200000")]
    [InlineData("ModelPackShardSize", null, "65537", "131072")]
    [InlineData("ModelPackPayloadSizeLimit", null, null, "1e9")]
    [InlineData("ModelPackPayloadSizeLimit", null, "65536", "131071")]
    public void SizesThatCannotBeAreRefused(string property, string? inlineLimit, string? shardSize, string? payloadLimit)
    {
        PayloadProperties properties = new();
        properties = properties with { InlineLimit = inlineLimit ?? properties.InlineLimit, ShardSize = shardSize ?? properties.ShardSize, PayloadSizeLimit = payloadLimit ?? properties.PayloadSizeLimit };

        ShouldRefuse(property, properties);
    }

    [Theory]
    [InlineData("ModelPackLayout", "Inline")]
    [InlineData("ModelPackLayout", "1")]
    [InlineData("ModelPackVerifyLayout", "yes")]
    [InlineData("ModelPackPayloadIdPrefix", "Contoso/..")]
    [InlineData("ModelPackPayloadRevision", "-1")]
    [InlineData("ModelPackPayloadRevision", "1.0")]
    [InlineData("ModelPackPayloadRepositoryUrl", "git@contoso.example:models.git")]
    [InlineData("ModelPackPayloadRepositoryUrl", "models")]
    public void OtherValuesThatCannotBeAreRefused(string property, string value) => ShouldRefuse(property, property switch
    {
        "ModelPackLayout" => new PayloadProperties { Layout = value },
        "ModelPackVerifyLayout" => new PayloadProperties { VerifyLayout = value },
        "ModelPackPayloadIdPrefix" => new PayloadProperties { PayloadIdPrefix = value },
        "ModelPackPayloadRevision" => new PayloadProperties { PayloadRevision = value },
        _ => new PayloadProperties { PayloadRepositoryUrl = value },
    });

    private static void ShouldRefuse(string property, PayloadProperties properties)
    {
        Assert.Null(Parse(properties, out List<Problem> problems));
        Problem problem = Assert.Single(problems);
        Assert.Equal(DiagnosticCodes.BadMetadata, problem.Code);
        Assert.StartsWith($"{property} is '", problem.Message, StringComparison.Ordinal);
    }

    private static PayloadSettings? Parse(PayloadProperties properties, out List<Problem> problems)
    {
        problems = [];
        return PayloadSettings.Parse(properties, "Contoso.Model", "p.csproj", problems);
    }
}
