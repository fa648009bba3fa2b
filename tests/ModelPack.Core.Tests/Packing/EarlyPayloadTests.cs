using ModelPack.Core.Packing;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Packing;

/// <summary>Payload packages that a build writes while it proves the models.</summary>
public sealed class EarlyPayloadTests : IDisposable
{
    private readonly TestProject project = new() { Limits = (200_000, 262_144) };

    public EarlyPayloadTests() => project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));

    [Fact]
    public void ThePackFindsWhatTheBuildWrote()
    {
        ModelBuildResult build = Build();
        PackagePreparation preparation = project.Prepare();

        Assert.Equal((6 * 65_536, 0), (build.NewPayloadBytes, preparation.NewPayloadBytes));
        Assert.Equal(ModelManifest.Load(project.Staged("modelpack/modelpack.json")).Payloads!.Select(payload => $"{payload.Id}.1.0.0.nupkg"), Names());
    }

    [Fact]
    public void ABuildThatFailsLeavesNone()
    {
        project.Include(ModelItemKind.Metric, "accuracy", ("Value", "high"));

        Assert.False(Build().Succeeded);

        Assert.Empty(Names());
    }

    [Fact]
    public void ACancelledBuildLeavesNone()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ModelBuild.Run(project.ToProject(), cancelled.Token, Target()));

        Assert.Empty(Names());
    }

    [Fact]
    public void WhatCannotBeWrittenIsLeftToThePack()
    {
        project.Folder.Write("out", "a file where a folder must be");

        ModelBuildResult build = Build();

        Assert.Equal((true, 0), (build.Succeeded, build.NewPayloadBytes));
        Assert.Equal(Core.Diagnostics.DiagnosticCodes.CannotWrite, project.Prepare().Problem!.Code);
    }

    [Fact]
    public void ABuildOfASmallModelWritesNone()
    {
        project.Limits = (1_000_000, 262_144);

        Assert.True(Build().Succeeded);

        Assert.False(Directory.Exists(project.Output));
    }

    public void Dispose() => project.Dispose();

    private PayloadTarget Target() => new(project.Payloads!, project.Output);

    private ModelBuildResult Build() => ModelBuild.Run(project.ToProject(), TestContext.Current.CancellationToken, Target());

    private IEnumerable<string> Names() => Directory.Exists(project.Output) ? Directory.EnumerateFiles(project.Output).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : [];
}
