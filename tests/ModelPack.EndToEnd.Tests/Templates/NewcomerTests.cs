using System.Net.Http.Json;
using System.Text.Json;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Templates;

/// <summary>The way of a newcomer: a model project and a service from the templates, built, packed and run.</summary>
public sealed class NewcomerTests
{
    [Fact]
    public async Task AFreshModelProjectBuildsAndPacksWithoutWeights()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();
        Workspace workspace = templates.Workspace;
        (await templates.New("modelpack", "-n", "Contoso.Sentiment")).ShouldSucceed();

        CommandResult build = await workspace.DotNet.Run("Contoso.Sentiment", "build", "-warnaserror");
        CommandResult pack = await workspace.DotNet.Run("Contoso.Sentiment", "pack", "-warnaserror", "-o", workspace.Feed.Folder);

        build.ShouldSucceedWithoutWarnings();
        pack.ShouldSucceedWithoutWarnings();
        PackageFile package = workspace.Feed.Open("Contoso.Sentiment", "1.0.0");
        Assert.Equal(["labels.txt"], package.Manifest.Files.Select(file => file.Path));
        Assert.Contains("README.md", package.Entries);
        Assert.DoesNotContain(package.Entries, entry => entry.Contains("NEXT-STEPS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServiceAnswersWithTheModelOfThePackage()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();
        Workspace workspace = templates.Workspace;
        (await templates.New("modelpack", "-n", "Contoso.Sentiment")).ShouldSucceed();
        workspace.Write("Contoso.Sentiment/model.onnx", TinyModels.Add(2));
        (await workspace.DotNet.Run("Contoso.Sentiment", "pack", "-o", workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
        (await templates.New("modelpack-service", "-n", "Contoso.Service", "--model", "Contoso.Sentiment", "--model-version", "1.0.0")).ShouldSucceed();
        (await workspace.DotNet.Run("Contoso.Service", "build", "-warnaserror")).ShouldSucceedWithoutWarnings();

        await using RunningCommand service = workspace.DotNet.Start("Contoso.Service/bin/Debug/net10.0", "Contoso.Service.dll", "--urls", "http://127.0.0.1:0");
        using HttpClient client = await service.Client();
        JsonElement model = await client.GetFromJsonAsync<JsonElement>("model", TestContext.Current.CancellationToken);
        HttpResponseMessage answer = await client.PostAsJsonAsync("predict", new { x = new[] { new[] { 1.5, -3 } } }, TestContext.Current.CancellationToken);
        HttpResponseMessage refusal = await client.PostAsJsonAsync("predict", new { z = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("Contoso.Sentiment", model.GetProperty("id").GetString());
        Assert.Equal("1.0.0", model.GetProperty("version").GetString());
        Assert.Equal(workspace.Feed.Open("Contoso.Sentiment", "1.0.0").Manifest.Digest, model.GetProperty("digest").GetString());
        Assert.Equal("""{"y":[[3.5,-1]]}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refusal.StatusCode);
    }

    [Fact]
    public async Task AServiceOfAPackageWithoutWeightsStillSaysWhichModelItIs()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();
        Workspace workspace = templates.Workspace;
        (await templates.New("modelpack", "-n", "Contoso.Labels")).ShouldSucceed();
        (await workspace.DotNet.Run("Contoso.Labels", "pack", "-o", workspace.Feed.Folder)).ShouldSucceed();
        (await templates.New("modelpack-service", "-n", "Contoso.Service", "--model", "Contoso.Labels")).ShouldSucceed();
        (await workspace.DotNet.Run("Contoso.Service", "build")).ShouldSucceed();

        await using RunningCommand service = workspace.DotNet.Start("Contoso.Service/bin/Debug/net10.0", "Contoso.Service.dll", "--urls", "http://127.0.0.1:0");
        using HttpClient client = await service.Client();
        JsonElement model = await client.GetFromJsonAsync<JsonElement>("model", TestContext.Current.CancellationToken);
        HttpResponseMessage answer = await client.PostAsJsonAsync("predict", new { x = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("Contoso.Labels", model.GetProperty("id").GetString());
        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
    }
}
