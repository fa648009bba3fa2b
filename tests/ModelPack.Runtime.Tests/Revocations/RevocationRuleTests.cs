using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Revocations;

namespace ModelPack.Runtime.Tests.Revocations;

public sealed class RevocationRuleTests
{
    private static readonly Revocation Bad = new("Contoso.Sentiment", "1.1.0", "sha256:bad", "high", "leaks\nnames\u001b[31m", "carol", "2026-05-01T10:00:00+00:00", "");

    [Theory]
    [InlineData("contoso.sentiment", "1.1.0", "sha256:other", true)]
    [InlineData("Contoso.Sentiment", "1.2.0", "sha256:bad", true)]
    [InlineData("Contoso.Sentiment", "1.2.0", "sha256:other", false)]
    [InlineData("Contoso.Other", "1.1.0", "sha256:bad", false)]
    public void TheVersionOrTheContentIsRevoked(string id, string version, string digest, bool revoked) => Assert.Equal(revoked, Message(new PackageItem(id, version, id, digest, "m", "", "")) is not null);

    [Theory]
    [InlineData("1.1.0", "sha256:other", false)]
    [InlineData("2.0.0", "sha256:bad", true)]
    public void OfAProjectTheContentAloneCounts(string version, string digest, bool revoked) =>
        Assert.Equal(revoked, Message(new PackageItem("Contoso.Sentiment", version, "s", digest, "m", "", "map") { Project = "model.csproj" }) is not null);

    [Theory]
    [InlineData("1.0.0", false)]
    [InlineData("1.1.0", true)]
    public void OfAnAliasTheModelCountsAndNotItsNumber(string version, bool revoked) =>
        Assert.Equal(revoked, Message(new PackageItem("Contoso.Sentiment.Production", version, "s", "sha256:" + version, "m", "", "") { AliasOf = "Contoso.Sentiment", AliasVersion = "1.1.0", Stage = "Production" }) is not null);

    [Fact]
    public void WithoutADigestTheVersionCounts()
    {
        Revocation deleted = Bad with { Digest = "" };

        Assert.True(deleted.Covers(new PackageItem("Contoso.Sentiment", "1.1.0", "s", "", "m", "", "")));
        Assert.False(deleted.Covers(new PackageItem("Contoso.Sentiment", "1.2.0", "s", "", "m", "", "")));
    }

    [Fact]
    public void TextOfOthersIsOneLine() => Assert.Contains("was revoked on 2026-05-01 by carol, severity high: leaks names[31m.", Message(new PackageItem("Contoso.Sentiment", "1.1.0", "s", "", "m", "", "")), StringComparison.Ordinal);

    [Theory]
    [InlineData("low", true)]
    [InlineData("High", true)]
    [InlineData("critical", false)]
    public void BelowTheAuditLevelNothingIsTold(string level, bool told) =>
        Assert.Equal(told, new RevocationRule([Bad], new ModelWays("Service.csproj", ProjectAssets.None), RevocationSeverity.RankOf(level)!.Value).Check(new PackageItem("Contoso.Sentiment", "1.1.0", "s", "", "m", "", "")) is not null);

    [Fact]
    public void TheWorstSeverityCountsAndWhatIsNotKnownIsTheWorst()
    {
        Revocation[] again = [Bad with { Severity = "low" }, Bad];

        Assert.Contains("severity high", new RevocationRule(again, new ModelWays("Service.csproj", ProjectAssets.None), 2).Check(new PackageItem("Contoso.Sentiment", "1.1.0", "s", "", "m", "", ""))!.Message, StringComparison.Ordinal);
        Assert.Equal("high", Assert.Single(KnownRevocations.None.With(DateTimeOffset.UnixEpoch, again).Revocations).Severity);
        Assert.Equal((3, null), (RevocationSeverity.Rank("catastrophic"), RevocationSeverity.RankOf("catastrophic")));
    }

    private static string? Message(PackageItem package) => new RevocationRule([Bad], new ModelWays("Service.csproj", ProjectAssets.None)).Check(package)?.Message;
}
