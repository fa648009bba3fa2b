using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.Testing.Containers;

namespace ModelPack.EndToEnd.Tests.Publishing;

/// <summary>The ways in which a service's container gets its model, as the README shows them.</summary>
public sealed class ContainerTests(PackedModels models)
{
    private const string Weights = $"app/models/{PackedModels.Sentiment}/weights.bin";

    [Fact]
    public async Task ContainerPublishCarriesTheFiles()
    {
        await using ContainerRegistry registry = await ContainerRegistry.Start();
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));

        await Publish(consumer, registry, "app", ContainerRegistry.BaseImage, "1");

        registry.Extract("app", "1", consumer.Workspace["image"]);
        consumer.ShouldHold("image/app", "1.0.0");
    }

    [Fact]
    public async Task AnImageThatHoldsTheModelIsALayerThatServicesShare()
    {
        await using ContainerRegistry registry = await ContainerRegistry.Start();
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<ContainerAppCommandInstruction>None</ContainerAppCommandInstruction>", folder: "base");
        consumer.Workspace.Write("base/Program.cs", "return;");
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<ModelPackMaterialize>false</ModelPackMaterialize>");

        await Publish(consumer, registry, "base", ContainerRegistry.BaseImage, "1.0.0");
        await Publish(consumer, registry, "app", "base:1.0.0", "1");
        consumer.Workspace.Write("app/Program.cs", ConsumerWorkspace.Program + "// Changed.");
        await Publish(consumer, registry, "app", "base:1.0.0", "2");

        string modelLayer = Assert.Single(registry.Layers("base", "1.0.0"), layer => registry.Files(layer).Contains(Weights));
        IReadOnlyList<string> first = registry.Layers("app", "1");
        IReadOnlyList<string> second = registry.Layers("app", "2");
        Assert.Contains(modelLayer, first);
        Assert.Contains(modelLayer, second);
        Assert.NotEqual(first[^1], second[^1]);
        Assert.DoesNotContain(registry.Files(second[^1]), file => file.Contains("weights.bin", StringComparison.Ordinal));
        registry.Extract("app", "2", consumer.Workspace["image"]);
        Assert.Equal([consumer.Right("1.0.0")], await consumer.Run("image/app/app.dll"));
    }

    [Fact]
    public async Task AMountedFolderIsOpenedByItsPath()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), folder: "base");
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<ModelPackMaterialize>false</ModelPackMaterialize>");
        consumer.Workspace.Write("app/Program.cs", ConsumerWorkspace.Program
            .Replace("GetSlots()", "GetSlots(args[0])", StringComparison.Ordinal)
            .Replace("Load(slot)", "Load(slot, args[0])", StringComparison.Ordinal));

        (await consumer.DotNet("base", "publish", "-o", consumer.Workspace["volume"])).ShouldSucceedWithoutWarnings();
        (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.False(Directory.Exists(consumer.Workspace["out/models"]));
        CommandResult run = await consumer.Workspace.DotNet.Run(".", consumer.Workspace["out/app.dll"], consumer.Workspace["volume"]);
        Assert.Equal(consumer.Right("1.0.0"), run.ShouldSucceed().Output.TrimEnd());
    }

    private static async Task Publish(ConsumerWorkspace consumer, ContainerRegistry registry, string project, string baseImage, string tag) =>
        (await consumer.DotNet(
            project, "publish", "-t:PublishContainer", "--os", "linux", "--arch", "x64", $"-p:ContainerBaseImage={registry.Address}/{baseImage}",
            $"-p:ContainerRegistry={registry.Address}", $"-p:ContainerRepository={project}", $"-p:ContainerImageTag={tag}")).ShouldSucceedWithoutWarnings();
}
