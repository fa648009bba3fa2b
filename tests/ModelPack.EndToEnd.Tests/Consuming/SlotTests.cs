namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>Several models in one service, by name.</summary>
public sealed class SlotTests(PackedModels models)
{
    private const string Bin = "app/bin/Debug/net10.0";

    [Fact]
    public async Task TwoModelsLieSideBySideAndOneGoesAlone()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0", attributes: "ModelName=\"main\"") + ConsumerWorkspace.Reference("1.0.0", PackedModels.Labels));

        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold(Bin, "1.0.0", slot: "main");
        consumer.ShouldHold(Bin, "1.0.0", PackedModels.Labels);
        Assert.Equal([consumer.Right("1.0.0", PackedModels.Labels), consumer.Right("1.0.0", slot: "main")], await consumer.Run($"{Bin}/app.dll"));

        consumer.Service(ConsumerWorkspace.Reference("1.1.0", attributes: "ModelName=\"other\""));
        (await consumer.DotNet("app", "publish", "-c", "Debug", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Equal(["other"], Directory.EnumerateDirectories(consumer.Workspace[$"{Bin}/models"]).Select(folder => Path.GetFileName(folder)));
        consumer.ShouldHold(Bin, "1.1.0", slot: "other");
        consumer.ShouldHold("out", "1.1.0", slot: "other");
    }

    [Fact]
    public async Task TwoModelsOfOneNameAreAnError()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0") + ConsumerWorkspace.Reference("1.0.0", PackedModels.Labels, "ModelName=\"contoso.SENTIMENT\""));

        string error = (await consumer.DotNet("app", "build")).ShouldFailOnlyWith("MP6008");

        Assert.Contains(PackedModels.Sentiment, error, StringComparison.Ordinal);
        Assert.Contains(PackedModels.Labels, error, StringComparison.Ordinal);
        Assert.Empty(consumer.Workspace.Files($"{Bin}/models"));
    }

    [Fact]
    public async Task SwitchedOffNothingIsInBuildAndPublish()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<ModelPackMaterialize>false</ModelPackMaterialize>");

        (await consumer.DotNet("app", "publish", "-c", "Debug", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.False(Directory.Exists(consumer.Workspace[$"{Bin}/models"]));
        Assert.False(Directory.Exists(consumer.Workspace["out/models"]));
        Assert.Equal([""], await consumer.Run($"{Bin}/app.dll"));
    }
}
