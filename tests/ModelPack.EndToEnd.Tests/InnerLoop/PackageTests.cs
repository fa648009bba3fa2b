using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.InnerLoop;

/// <summary>From the inner loop to packages: the same model, the same digest.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task TheServiceMovesFromTheProjectToThePackagesWithoutAChangeOfDigest()
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create();
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        string digest = solution.Manifest().Digest;

        (await solution.Consumer.DotNet(".", "pack", "All.slnx", "-o", solution.Workspace["packed"])).ShouldSucceed();
        foreach (string package in (string[])["lib.5.0.0.nupkg", $"{PackedModels.Sentiment}.2.0.0.nupkg"])
        {
            (await solution.Consumer.DotNet(".", "nuget", "push", solution.Workspace["packed/" + package], "--source", solution.Workspace.Feed.Folder)).ShouldSucceed();
        }

        PackageFile library = solution.Workspace.Feed.Open("lib", "5.0.0");
        Assert.Contains((PackedModels.Sentiment, "2.0.0"), library.Dependencies.Select(dependency => (dependency.Id, dependency.Version)));
        Assert.DoesNotContain(library.Entries, entry => entry.EndsWith(".onnx", StringComparison.Ordinal) || entry.EndsWith("modelpack.json", StringComparison.Ordinal));
        solution.Consumer.Service(ConsumerWorkspace.Reference("5.0.0", "lib"));
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        solution.Consumer.ShouldHold(SolutionWorkspace.Bin, "2.0.0");
        Assert.Equal(digest, solution.Manifest().Digest);

        solution.Consumer.Service(SolutionWorkspace.ToLibrary);
        (await solution.Consumer.DotNet("app", "publish", "-o", solution.Workspace["out"])).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles($"out/models/{PackedModels.Sentiment}");
        solution.Train(2, keepTime: true);
        (await solution.Consumer.DotNet("app", "publish", "-o", solution.Workspace["out"])).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles($"out/models/{PackedModels.Sentiment}");
        solution.Train(3, keepTime: true);
        (await solution.Consumer.DotNet("app", "build", "-c", "Release")).ShouldSucceedWithoutWarnings();
        (await solution.Consumer.DotNet("app", "publish", "--no-build", "-o", solution.Workspace["out"])).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles($"out/models/{PackedModels.Sentiment}");
    }

    [Fact]
    public async Task CodeAndModelOfOneProjectComeTogetherByReferenceAndByPackage()
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create();
        solution.Workspace.Write("both/both.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="ModelPack.Sdk" Version="{ProductPackages.Version}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <PackageId>Contoso.Both</PackageId>
                <Version>3.0.0</Version>
                <ModelPackValidate>false</ModelPackValidate>
              </PropertyGroup>
            </Project>
            """);
        solution.Workspace.Write("both/Both.cs", "public static class Both { public static string Id => ModelPack.ModelPackage.Load(\"Contoso.Both\").ToString(); }");
        PackedModels.WriteSentiment(solution.Workspace, "both/model", 1);
        solution.Consumer.Service("""<ProjectReference Include="../both/both.csproj" />""");
        solution.Workspace.Write("app/Program.cs", "System.Console.WriteLine(Both.Id);");

        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        string[] byReference = await solution.Consumer.Run(SolutionWorkspace.Bin + "/app.dll");
        IReadOnlyList<string> files = solution.Workspace.Files(SolutionWorkspace.Bin + "/models");
        (await solution.Consumer.DotNet("both", "pack", "-o", solution.Workspace["packed"])).ShouldSucceedWithoutWarnings();
        (await solution.Consumer.DotNet(".", "nuget", "push", solution.Workspace["packed/Contoso.Both.3.0.0.nupkg"], "--source", solution.Workspace.Feed.Folder)).ShouldSucceed();
        solution.Consumer.Service(ConsumerWorkspace.Reference("3.0.0", "Contoso.Both"));
        solution.Workspace.Write("app/Program.cs", "System.Console.WriteLine(Both.Id);");
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        Assert.Equal($"Contoso.Both 3.0.0 ({solution.Workspace.Feed.Open("Contoso.Both", "3.0.0").Manifest.Digest})", Assert.Single(byReference));
        Assert.Equal(byReference, await solution.Consumer.Run(SolutionWorkspace.Bin + "/app.dll"));
        Assert.Contains("Contoso.Both/model.onnx", files.Select(file => file.Replace("/model/", "/", StringComparison.Ordinal)));
        Assert.Equal(files, solution.Workspace.Files(SolutionWorkspace.Bin + "/models"));
    }
}
