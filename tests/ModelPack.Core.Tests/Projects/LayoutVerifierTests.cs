using ModelPack.Core.Content;
using ModelPack.Core.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Projects;

public sealed class LayoutVerifierTests
{
    [Fact]
    public void AModelWhoseOutputsAreNotComparedIsNamedWithTheReason()
    {
        using TestProject project = new() { Limits = (200_000, 262_144) };
        project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Build();
        Assert.Null(project.Prepare().Problem);
        List<string> lines = [];

        ModelBuildResult result = LayoutVerifier.Run(project.ToProject(), project.Output, lines.Add, TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded);
        Assert.StartsWith("'model.onnx': the outputs were not compared, because ModelPackValidate is not true.", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAKilledRunLeftIsRemovedByTheNextBuild()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        string left = project.Folder.Write($"p/obj/modelpack/verify-0123.{int.MaxValue}.work/.shards/weights.bin", "x");
        string living = WorkFolders.Make(project.StateFolder, "verify");

        project.Build();

        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(left))));
        Assert.True(Directory.Exists(living));
    }
}
