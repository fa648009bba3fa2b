using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Revocations;
using ModelPack.Feeds.Tests.Pushing;
using ModelPack.Feeds.Unlisting;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Unlisting;

public sealed class DeprecatorTests : IDisposable
{
    private static readonly RecordActor Actor = new() { Name = "ann", Source = "test" };

    private readonly FeedWorkspace _workspace = new FeedWorkspace().FlatSource();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task ADeprecationIsARecordWithAnAlternativeThatExists()
    {
        await Publish();

        AttestationResult result = await Deprecate("1.0.0", "1.1.0");
        Problem nowhere = await FeedWorkspace.Problem(() => Deprecate("1.0.0", "2.0.0"));

        Assert.Equal((AttestationTypes.Deprecation, "Worse on long texts. Use Contoso.A@1.1.0 instead."), (result.Record.Type, result.Record.Reason));
        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, nowhere.Code);
        Assert.True(File.Exists(Path.Combine(_workspace.Flat, "Contoso.A.Attestations.1.0.0.nupkg")));
    }

    [Fact]
    public async Task ARevokedVersionIsNoAlternative()
    {
        await Publish();
        await new Revoker(Feeds()).RevokeAsync(new RevocationRequest { Model = "Contoso.A", Version = new NuGetVersion("1.1.0"), Reason = "leaks names", Actor = Actor }, Token);

        Problem revoked = await FeedWorkspace.Problem(() => Deprecate("1.0.0", "1.1.0"));
        Problem itself = await FeedWorkspace.Problem(() => Deprecate("1.0.0", "1.0.0"));

        Assert.Equal((FeedDiagnosticCodes.Revoked, FeedDiagnosticCodes.IncompleteRecord), (revoked.Code, itself.Code));
        Assert.False(File.Exists(Path.Combine(_workspace.Flat, "Contoso.A.Attestations.1.0.0.nupkg")));
    }

    [Fact]
    public async Task IdsAreSpelledAsTheSourceSpellsThem()
    {
        await Publish();

        AttestationResult result = await Deprecate("1.0.0", "1.1.0", "CONTOSO.a");

        Assert.Equal(("Contoso.A", "Worse on long texts. Use Contoso.A@1.1.0 instead."), (result.Record.Subject.Id, result.Record.Reason));
        Assert.True(File.Exists(Path.Combine(_workspace.Flat, "Contoso.A.Attestations.1.0.0.nupkg")));
    }

    private async Task Publish()
    {
        foreach (string version in new[] { "1.0.0", "1.1.0" })
        {
            await File.WriteAllBytesAsync(Path.Combine(_workspace.Flat, $"Contoso.A.{version}.nupkg"), TestPackage.Model("Contoso.A", version, []), Token);
        }
    }

    private RecordFeeds Feeds() => new(_workspace.Load(), "flat", options: PushWorkspace.Quick);

    private Task<AttestationResult> Deprecate(string version, string alternative, string id = "Contoso.A") =>
        new Deprecator(Feeds()).DeprecateAsync(id, new NuGetVersion(version), "Worse on long texts.", (id, new NuGetVersion(alternative)), Actor, key: null, Token);
}
