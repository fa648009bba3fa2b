using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>Properties and metadata on large files.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly PayloadWorkspace work = new();

    [Fact]
    public async Task PrefixRevisionAndRepositoryAreWhatTheAuthorSays()
    {
        (await work.Pack("-p:ModelPackPayloadIdPrefix=Fabrikam.Ml", "-p:ModelPackPayloadRevision=2", "-p:ModelPackPayloadRepositoryUrl=https://fabrikam.example/ml")).ShouldSucceedWithoutWarnings();

        work.ShouldBeWhole();
        Assert.All(PayloadWorkspace.Dependencies(work.Package), dependency => Assert.Matches(@"^Fabrikam\.Ml\.Payload\.[0-9a-f]{32} \[1\.0\.2\]$", dependency));
        PackageFile payload = new(work.Author["out/" + work.Payloads.Keys.First()]);
        Assert.Equal("https://fabrikam.example/ml", payload.Nuspec.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("url")?.Value);
    }

    [Theory]
    [InlineData("ModelPackInlineLimit", "16 MiB")]
    [InlineData("ModelPackShardSize", "300000000")]
    [InlineData("ModelPackLayout", "Fast")]
    [InlineData("ModelPackPayloadIdPrefix", "a/b")]
    public async Task AValueThatCannotBeIsOneError(string property, string value)
    {
        string error = (await work.Pack($"-p:{property}={value}")).ShouldFailOnlyWith("MP1009");

        Assert.Contains($"{property} is '{value}'", error, StringComparison.Ordinal);
        Assert.Empty(work.Author.Workspace.Files("out"));
    }

    [Fact]
    public async Task ALayoutThatThereIsNotIsOneError()
    {
        work.Project(AuthorWorkspace.Unvalidated, """<ModelWeights Update="model.onnx" Layout="Inline" />""");

        string error = (await work.Pack()).ShouldFailOnlyWith("MP1009");

        Assert.Contains("Layout=\"Inline\" of ModelWeights 'model.onnx'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATensorThatNoFeedTakesIsOneErrorThatNamesIt()
    {
        work.Author.Write("M/model.onnx", Testing.Onnx.LayeredModel.Build([1, 2], width: 300));

        string error = (await work.Pack("-p:ModelPackPayloadSizeLimit=330000")).ShouldFailOnlyWith("MP4010");
        CommandResult exact = await work.Pack("-p:ModelPackPayloadSizeLimit=330000", "-p:ModelPackLayout=Exact");

        Assert.Contains("'w0'", error, StringComparison.Ordinal);
        Assert.Contains("ModelPackPayloadSizeLimit", error, StringComparison.Ordinal);
        exact.ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task WithoutLimitsOfItsOwnASmallModelStaysInThePackage()
    {
        work.Author.Write($"M/{PayloadWorkspace.Id}.csproj", AuthorWorkspace.ProjectText(AuthorWorkspace.Unvalidated));

        (await work.Pack()).ShouldSucceedWithoutWarnings();

        Assert.Equal(["Contoso.Layers.1.0.0.nupkg"], work.Author.Workspace.Files("out"));
    }

    public void Dispose() => work.Dispose();
}
