using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Revocations;

namespace ModelPack.Runtime.Tests.Revocations;

public sealed class RevocationMemoryTests : IDisposable
{
    private static readonly string[] Models = ["Contoso.Sentiment"];

    private readonly TempFolder folder = new();
    private readonly SetClock clock = new();
    private readonly SetSource source = new();

    [Fact]
    public void TheSourcesAreAskedOnceADay()
    {
        source.Answer = new([Bad("a\tb\nc%09")], null);
        Revocation[] first = [.. Learn().Known.Revocations];
        clock.Now += TimeSpan.FromHours(23);
        Assert.Equal(first, Learn().Known.Revocations);
        Assert.Equal(1, source.Asked);

        clock.Now += TimeSpan.FromHours(1);
        Learn();

        Assert.Equal(2, source.Asked);
        Assert.Equal([Bad("a\tb\nc%09")], first);
    }

    [Fact]
    public void AClockThatWasSetBackAsks()
    {
        Learn();
        clock.Now -= TimeSpan.FromMinutes(1);

        Learn();

        Assert.Equal(2, source.Asked);
    }

    [Fact]
    public void AFailedTryIsNoAnswerAndWhatIsKnownStays()
    {
        source.Answer = new([Bad("bad")], null);
        DateTimeOffset answered = clock.Now;
        Learn();
        clock.Now += TimeSpan.FromDays(2);
        source.Answer = new([], "the feed is away");

        (KnownRevocations known, string? failure) = Learn();
        (_, string? again) = Learn();

        Assert.Equal(3, source.Asked);
        Assert.Equal("the feed is away", failure);
        Assert.Equal("the feed is away", again);
        Assert.Equal([Bad("bad")], known.Revocations);
        Assert.Equal(answered, known.Asked);
    }

    [Fact]
    public void WhatASourceHasLostStaysRevoked()
    {
        source.Answer = new([Bad("bad")], null);
        Learn();
        clock.Now += TimeSpan.FromDays(2);
        source.Answer = new([], null);

        Assert.Equal([Bad("bad")], Learn().Known.Revocations);
    }

    [Fact]
    public void OtherRecordsThanThoseThatAreKnownAreNotBelieved()
    {
        source.Answer = new([Bad("bad")], null);
        Learn();
        clock.Now += TimeSpan.FromDays(2);
        source.Answer = new([Bad("harmless") with { Version = "0.0.1", Digest = "sha256:y" }], null);

        (KnownRevocations known, string? failure, string? flaw) = Look();
        (_, _, string? again) = Look();

        Assert.Equal([Bad("bad")], known.Revocations);
        Assert.Null(failure);
        Assert.Contains("the revocation of 1.1.0 is not among them", flaw, StringComparison.Ordinal);
        Assert.Equal(flaw, again);
    }

    [Fact]
    public void WhatCannotBeRightIsToldInEachBuild()
    {
        source.Answer = new([], null, "forged");

        Assert.Equal(("forged", "forged"), (Look().Flaw, Look().Flaw));
    }

    [Theory]
    [InlineData("")]
    [InlineData("modelpack-revocations\t1\nyesterday\nend")]
    [InlineData("modelpack-revocations\t1\n2026-05-01T11:59:00.0000000+00:00\na\tb\nend")]
    [InlineData("modelpack-revocations\t1\n2026-05-01T11:59:00.0000000+00:00\n")]
    public void DamagedKnowledgeIsNone(string text)
    {
        Open();
        string file = Assert.Single(Directory.EnumerateDirectories(Path.Combine(folder.Path, "revocations")));
        File.WriteAllText(Path.Combine(file, "known.tsv"), text);

        Learn();

        Assert.Equal(1, source.Asked);
    }

    [Fact]
    public void OtherModelsAreAskedForByThemselves()
    {
        Learn();

        RevocationMemory.Open(folder.Path, folder.Path, ["Contoso.Other"], ProjectAssets.None, Settings, clock).Learn(source, ["Contoso.Other"], TimeSpan.FromDays(1), TestContext.Current.CancellationToken);

        Assert.Equal(2, source.Asked);
    }

    [Fact]
    public void WithoutAStoreTheProjectRemembers()
    {
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        RevocationMemory.Open(file, Path.Combine(folder.Path, "obj"), Models, ProjectAssets.None, Settings, clock).Learn(source, Models, TimeSpan.FromDays(1), TestContext.Current.CancellationToken);

        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "obj", "modelpack-revocations"), "known.tsv", SearchOption.AllDirectories));
    }

    public void Dispose() => folder.Dispose();

    private RestoreSettings Settings => new(folder.Path, "", "", "", "");

    private static Revocation Bad(string reason) => new("Contoso.Sentiment", "1.1.0", "sha256:x", "high", reason, "carol", "2026-05-01T10:00:00+00:00", "");

    private RevocationMemory Open() => RevocationMemory.Open(folder.Path, folder.Path, Models, ProjectAssets.None, Settings, clock);

    private (KnownRevocations Known, string? Failure) Learn()
    {
        (KnownRevocations known, string? failure, _) = Look();
        return (known, failure);
    }

    private (KnownRevocations Known, string? Failure, string? Flaw) Look() => Open().Learn(source, Models, TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
}
