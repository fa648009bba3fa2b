using System.Reflection;

namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>Every kind of project that may want a model gets it, however deep it lies.</summary>
public sealed class ProjectKindTests(PackedModels models)
{
    [Fact]
    public async Task AConsoleApplicationGetsTheFilesAndNothingElse()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><Nullable>enable</Nullable><AnalysisLevel>latest-all</AnalysisLevel>");
        consumer.Workspace.Write("app/Program.cs", "System.Console.WriteLine(ModelPack.ModelPackage.Load(\"contoso.sentiment\").GetFile(\"old/labels.txt\"));");

        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold("app/bin/Debug/net10.0", "1.0.0");
        Assert.Equal(
            ["Contoso.Sentiment/bias.bin", "Contoso.Sentiment/head/head.onnx", "Contoso.Sentiment/model.onnx", "Contoso.Sentiment/modelpack.json", "Contoso.Sentiment/old/labels.txt", "Contoso.Sentiment/vocab.txt", "Contoso.Sentiment/weights.bin"],
            consumer.Workspace.Files("app/bin/Debug/net10.0/models"));
        Assert.Equal([consumer.Workspace["app/bin/Debug/net10.0/models/Contoso.Sentiment/old/labels.txt"]], await consumer.Run("app/bin/Debug/net10.0/app.dll"));
        Assert.DoesNotContain(consumer.Workspace.Files("app/bin"), file => file.Contains("OnnxRuntime", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task AWebApplicationAnswersWithTheModelAndPublishesIt()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Library("web", ConsumerWorkspace.Reference("1.0.0"), sdk: "Microsoft.NET.Sdk.Web");
        consumer.Workspace.Write("web/Program.cs", """
            WebApplication app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/digest", () => ModelPack.ModelPackage.Load("Contoso.Sentiment").Digest);
            app.Run();
            """);

        (await consumer.DotNet("web", "publish", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold("out", "1.0.0");
        await using RunningCommand service = consumer.Workspace.DotNet.Start("web", consumer.Workspace["out/web.dll"], "--urls", "http://127.0.0.1:0");
        using HttpClient client = await service.Client();
        Assert.Equal(consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.0.0").Manifest.Digest, await client.GetStringAsync(new Uri("/digest", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ATestProjectReadsTheModelOfTheServiceThatItTests()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        string xunit = typeof(FactAttribute).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        consumer.Workspace.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));
        consumer.Workspace.Write("app/Sentiment.cs", "public static class Sentiment { public static string Digest => ModelPack.ModelPackage.Load(\"Contoso.Sentiment\").Digest; }");
        consumer.Library("tests", $"""<PackageReference Include="xunit.v3" Version="{xunit}" /><ProjectReference Include="../app/app.csproj" />""", ConsumerWorkspace.Executable);
        consumer.Workspace.Write("tests/Tests.cs", $$"""
            public class Tests
            {
                [Xunit.Fact]
                public void TheModelIsRight()
                {
                    Xunit.Assert.Equal("{{consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.0.0").Manifest.Digest}}", Sentiment.Digest);
                    Xunit.Assert.Empty(ModelPack.ModelPackage.Load("Contoso.Sentiment").Verify());
                }
            }
            """);

        CommandResult result = await consumer.DotNet(".", "test", "--project", "tests");

        result.ShouldSucceed().ShouldSay("succeeded: 1");
    }

    [Fact]
    public async Task APackedLibraryBringsItsModelAndANewerLibraryTheNewerOne()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        foreach ((string library, string model) in ((string, string)[])[("1.0.0", "1.0.0"), ("2.0.0", "1.1.0")])
        {
            consumer.Library("Contoso.Library", ConsumerWorkspace.Reference(model), $"<Version>{library}</Version>");
            (await consumer.DotNet("Contoso.Library", "pack", "-o", consumer.Workspace["packed"])).ShouldSucceed();
            (await consumer.DotNet(".", "nuget", "push", consumer.Workspace[$"packed/Contoso.Library.{library}.nupkg"], "--source", consumer.Workspace.Feed.Folder)).ShouldSucceed();
        }

        PackageFile package = consumer.Workspace.Feed.Open("Contoso.Library", "1.0.0");
        Assert.Equal(("Contoso.Sentiment", "1.0.0"), package.Dependencies.Select(dependency => (dependency.Id, dependency.Version)).Single());
        Assert.DoesNotContain(package.Entries, entry => entry.Contains("models/", StringComparison.Ordinal));

        foreach ((string library, string model) in ((string, string)[])[("1.0.0", "1.0.0"), ("2.0.0", "1.1.0"), ("1.0.0", "1.0.0")])
        {
            consumer.Service(ConsumerWorkspace.Reference(library, "Contoso.Library"));
            (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
            consumer.ShouldHold("app/bin/Debug/net10.0", model);
        }

        Assert.Equal([consumer.Right("1.0.0")], await consumer.Run("app/bin/Debug/net10.0/app.dll"));
    }

    [Fact]
    public async Task AReferencedLibraryBringsItsModelThroughAnotherLibrary()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Library("low", ConsumerWorkspace.Reference("1.1.0"));
        consumer.Library("high", """<ProjectReference Include="../low/low.csproj" />""");
        consumer.Service("""<ProjectReference Include="../high/high.csproj" />""");

        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();
        // All projects into one folder; the second time, a library that has no files of its own finds those of the application.
        (await consumer.DotNet("app", "build", "-o", consumer.Workspace["one"])).ShouldSucceedWithoutWarnings();
        (await consumer.DotNet("app", "build", "-o", consumer.Workspace["one"])).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold("app/bin/Debug/net10.0", "1.1.0");
        consumer.ShouldHold("one", "1.1.0");
        consumer.ShouldHold("out", "1.1.0");
        Assert.Equal([consumer.Right("1.1.0")], await consumer.Run("out/app.dll"));
        Assert.DoesNotContain(consumer.Workspace.Files("low/bin").Concat(consumer.Workspace.Files("high/bin")), file => file.Contains("models/", StringComparison.Ordinal));
    }
}
