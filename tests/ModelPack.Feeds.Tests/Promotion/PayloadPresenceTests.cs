using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Promotion;

public sealed class PayloadPresenceTests
{
    [Fact]
    public async Task ADamagedPayloadIsNamedWithWhatToDo()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        (byte[] package, ModelPayload payload) = TestPackage.Payload([1, 2, 3]);
        workspace.Publish("1.0.0", manifest => manifest.Payloads = [payload]);
        string file = workspace.Workspace[$"source/{payload.Id}.{payload.Version}.nupkg"];
        await File.WriteAllBytesAsync(file, package[..(package.Length / 2)], TestContext.Current.CancellationToken);

        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"));

        Assert.Equal((FeedDiagnosticCodes.DamagedPackage, file), (problem.Code, problem.File));
        Assert.Contains($"Delete '{file}', and push the model again.", problem.Message, StringComparison.Ordinal);
    }
}
