using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
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
        foreach (string version in new[] { "1.0.0", "1.1.0" })
        {
            await File.WriteAllBytesAsync(Path.Combine(_workspace.Flat, $"Contoso.A.{version}.nupkg"), TestPackage.Model("Contoso.A", version, []), Token);
        }

        AttestationResult result = await Deprecate("1.0.0", "1.1.0");
        Problem nowhere = await FeedWorkspace.Problem(() => Deprecate("1.0.0", "2.0.0"));

        Assert.Equal((AttestationTypes.Deprecation, "Worse on long texts. Use Contoso.A@1.1.0 instead."), (result.Record.Type, result.Record.Reason));
        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, nowhere.Code);
        Assert.True(File.Exists(Path.Combine(_workspace.Flat, "Contoso.A.Attestations.1.0.0.nupkg")));
    }

    private Task<AttestationResult> Deprecate(string version, string alternative) => new Deprecator(new RecordFeeds(_workspace.Load(), "flat", options: PushWorkspace.Quick))
        .DeprecateAsync("Contoso.A", new NuGetVersion(version), "Worse on long texts.", ("Contoso.A", new NuGetVersion(alternative)), Actor, key: null, Token);
}
