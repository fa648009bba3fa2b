namespace ModelPack.EndToEnd.Tests.Templates;

/// <summary>What <c>dotnet new</c> writes.</summary>
public sealed class InstantiationTests
{
    [Fact]
    public async Task AModelProjectNamesTheSdkOfItsOwnVersionAndHasNoBinary()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();

        CommandResult result = await templates.New("modelpack", "-n", "Contoso.Sentiment", "--authors", "Contoso & Sons");

        result.ShouldSucceed();
        Assert.Equal([".gitattributes", "Contoso.Sentiment.csproj", "MODEL_CARD.md", "NEXT-STEPS.md", "labels.txt"], templates.Workspace.Files("Contoso.Sentiment"));
        string project = await File.ReadAllTextAsync(templates.Workspace["Contoso.Sentiment/Contoso.Sentiment.csproj"], TestContext.Current.CancellationToken);
        Assert.Contains($"Sdk=\"ModelPack.Sdk/{ProductPackages.Version}\"", project, StringComparison.Ordinal);
        Assert.Contains("<PackageId>Contoso.Sentiment</PackageId>", project, StringComparison.Ordinal);
        Assert.Contains("<Authors>Contoso &amp; Sons</Authors>", project, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatNuGetRefusesBecomesAPackageIdThatItTakes()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();

        CommandResult result = await templates.New("modelpack", "-n", "My model");

        result.ShouldSucceed();
        string project = await File.ReadAllTextAsync(templates.Workspace["My model/My model.csproj"], TestContext.Current.CancellationToken);
        Assert.Contains("<PackageId>My.model</PackageId>", project, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceReferencesTheModelThatWasAskedFor()
    {
        using TemplateWorkspace templates = await TemplateWorkspace.Create();

        CommandResult result = await templates.New("modelpack-service", "-n", "Contoso-Service", "--model", "Contoso.Translation", "--model-version", "2.1.0");

        result.ShouldSucceed();
        string project = await File.ReadAllTextAsync(templates.Workspace["Contoso-Service/Contoso-Service.csproj"], TestContext.Current.CancellationToken);
        Assert.Contains("<PackageReference Include=\"Contoso.Translation\" Version=\"2.1.0\" />", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ONNXRUNTIME_VERSION", project, StringComparison.Ordinal);
        string program = await File.ReadAllTextAsync(templates.Workspace["Contoso-Service/Program.cs"], TestContext.Current.CancellationToken);
        Assert.Contains("ModelPackage.Load(\"Contoso.Translation\")", program, StringComparison.Ordinal);
        Assert.Contains("using Contoso_Service;", program, StringComparison.Ordinal);
    }
}
