using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tests.Stages;

namespace ModelPack.Runtime.Tests.Graph;

public sealed class ProjectAssetsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void WaysBeginWithEachDirectReferenceAndAreTheShortest()
    {
        ProjectAssets assets = Read(new AssetsText(folder.Path).Direct("A", "Lib", "Other", "Model")
            .With("A", "2.0.0", "package", "B", "Model").With("B", "1.0.0", "package", "model").With("Lib", "1.0.0", "project", "B").With("Other", "1.0.0").With("Model", "1.2.0", "package", "A"));

        Assert.Equal(
            "Service -> Model 1.2.0, and Service -> A 2.0.0 -> Model 1.2.0, and Service -> Lib -> B 1.0.0 -> Model 1.2.0",
            DependencyWays.Describe("Service", DependencyWays.Find(assets, "MODEL")));
        Assert.Empty(DependencyWays.Find(assets, "Nothing"));
    }

    [Fact]
    public void AFileBelongsToThePackageWhoseFolderHasIt()
    {
        ProjectAssets assets = Read(new AssetsText(folder.Path).Direct("Model").With("Model", "1.2.0").With("Model.Other", "1.2.0"));

        Assert.Equal("Model", assets.OwnerOf(Path.Combine(folder.Path, "model", "1.2.0", "modelpack", "modelpack.json"))?.Id);
        Assert.Null(assets.OwnerOf(Path.Combine(folder.Path, "model", "1.2.00", "modelpack.json")));
        Assert.Null(assets.OwnerOf(Path.Combine(folder.Path, "model", "1.2.0", "..", "9.9.9", "modelpack.json")));
    }

    [Fact]
    public void WhatTheRestoreAskedAndSaidIsKnown()
    {
        ProjectAssets assets = Read(new AssetsText(folder.Path));

        Assert.Equal("Service", assets.ProjectName);
        Assert.Equal(["https://feed"], assets.Sources);
        Assert.Equal(["/nuget.config"], assets.ConfigFiles);
        Assert.Equal(new RestoreMessage("NU1101", "Error", "Unable.", "X"), Assert.Single(assets.Messages));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"project":{"restore":1},"libraries":{},"targets":{}}""")]
    public void WhatIsNoneIsRefused(string text)
    {
        string file = Path.Combine(folder.Path, "project.assets.json");
        File.WriteAllText(file, text);

        Assert.Throws<InvalidDataException>(() => ProjectAssets.Read(file, "net10.0"));
    }

    public void Dispose() => folder.Dispose();

    private ProjectAssets Read(AssetsText text) => ProjectAssets.Read(text.Write(folder.Path), "net10.0");
}
