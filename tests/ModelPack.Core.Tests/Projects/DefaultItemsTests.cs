using System.Xml.Linq;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Tests.Projects;

/// <summary>Folders without a project are looked through as model projects are.</summary>
public sealed class DefaultItemsTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void TheGlobsAreThoseOfTheSdk()
    {
        XElement items = XElement.Load(Path.Combine(RepositoryFolder.Path, "src/ModelPack.Sdk/targets/ModelPack.Items.props"));
        SortedDictionary<ModelItemKind, IReadOnlyList<string>> globs = [];
        SortedSet<ModelItemKind> outsideOfFolders = [];
        foreach (XElement item in items.Elements().Where(group => group.Name.LocalName == "ItemGroup").Elements())
        {
            ModelItemKind kind = Enum.Parse<ModelItemKind>(item.Name.LocalName["Model".Length..]);
            if (kind < ModelItemKind.Card)
            {
                globs.Add(kind, Globs(item.Attribute("Include")!.Value));
                string excludes = item.Attribute("Exclude")!.Value;
                Assert.Contains("$(_ModelPackExcludes)", excludes, StringComparison.Ordinal);
                _ = excludes.Contains("$(_ModelPackFolders)", StringComparison.Ordinal) && outsideOfFolders.Add(kind);
            }
        }

        Assert.Equal(globs, DefaultItems.Globs);
        Assert.Equal([ModelItemKind.Weights, ModelItemKind.Tokenizer, ModelItemKind.Config], outsideOfFolders);
        Assert.Equal(Globs(Property("_ModelPackExcludes")), DefaultItems.Excludes);
        Assert.Equal(Globs(Property("_ModelPackFolders")), DefaultItems.Folders);
    }

    [Theory]
    [InlineData("model.onnx", ModelItemKind.Weights)]
    [InlineData("onnx/MODEL.ONNX", ModelItemKind.Weights)]
    [InlineData("a/b/model.safetensors.index.json", ModelItemKind.Weights)]
    [InlineData("1_Pooling/config.json", ModelItemKind.Config)]
    [InlineData("spiece.model", ModelItemKind.Tokenizer)]
    [InlineData("prompts/model.onnx", ModelItemKind.Prompt)]
    [InlineData("deep/prompts/model.onnx", ModelItemKind.Weights)]
    [InlineData("samples/config.json", ModelItemKind.Sample)]
    [InlineData("encoder/test_data_set_0/input_0.pb", ModelItemKind.Sample)]
    [InlineData("model.onnx.data", null)]
    [InlineData("xmodel_onnx", null)]
    [InlineData("README.md", null)]
    public void AFileIsWhatAGlobTakesItFor(string path, ModelItemKind? kind) => Assert.Equal(kind, DefaultItems.KindOf(path));

    [Fact]
    public void WhatProjectsLeaveOutIsLeftOut()
    {
        foreach (string path in (string[])["model.onnx", "mlruns/0/model.onnx", ".cache/model.onnx", "bin/Debug/net10.0/model.onnx", "obj/model.onnx", "binaries/model.onnx"])
        {
            folder.Write(path, "");
        }

        Assert.Equal(["binaries/model.onnx", "model.onnx"], DefaultItems.In(folder.Path).Select(item => item.Include));
    }

    public void Dispose() => folder.Dispose();

    private static string Property(string name) =>
        XElement.Load(Path.Combine(RepositoryFolder.Path, "src/ModelPack.Sdk/targets/ModelPack.Paths.targets")).Descendants().Single(element => element.Name.LocalName == name).Value;

    private static string[] Globs(string value) => [.. value.Replace("$(_ModelPackAnywhere)", "**/", StringComparison.Ordinal).Replace("$(ModelPackDefaultItemRoot)", "", StringComparison.Ordinal).Split(';')];
}
