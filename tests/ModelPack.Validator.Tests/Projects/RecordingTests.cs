using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Projects;

/// <summary>Samples with inputs only get their outputs from the model.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void OutputsAreAddedToAJsonSampleAndNothingElseChanges()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        string sample = project.Add(ModelItemKind.Sample, "samples/one.json", """
            {
              // how far
              "tolerance": { "atol": 1e-6 },
              "inputs": { "x": [[1,
                                 2]] }
            }

            """);

        ModelBuildResult result = project.Record();

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        Assert.Contains("recorded the outputs of 1 sample: samples/one.json", result.Summary, StringComparison.Ordinal);
        Assert.Equal(
            """
            {
              // how far
              "tolerance": { "atol": 1e-6 },
              "inputs": { "x": [[1,
                                 2]] },
              "outputs": { "y": [[2, 3]] }
            }

            """,
            File.ReadAllText(sample));
        Assert.Equal((ModelValidationOutcomes.Matches, 1), project.Prove() is [var proof] ? (proof.Outcome, proof.Samples) : default);
    }

    [Fact]
    public void OutputsAreWrittenBesideAVector()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        string input = project.Add(ModelItemKind.Sample, "test_data_set_0/input_0.pb", OnnxProto.Tensor("x", [1, 2], 1, 2).ToArray());

        Assert.True(project.Record().Succeeded);
        string output = Path.Combine(Path.GetDirectoryName(input)!, "output_0.pb");
        project.Add(ModelItemKind.Sample, "test_data_set_0/output_0.pb", File.ReadAllBytes(output));

        Assert.Equal(ModelValidationOutcomes.Matches, Assert.Single(project.Prove()).Outcome);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(input)!).Length);
    }

    [Fact]
    public void OutputsThatAreThereAreRecordedAgainOnRequestOnly()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        const string Before = """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[9, 9]] }, "note": "mine" }""";
        string sample = project.Add(ModelItemKind.Sample, "samples/one.json", Before);

        ModelBuildResult idle = project.Record();
        string between = File.ReadAllText(sample);
        Assert.True(project.Record(overwrite: true).Succeeded);

        Assert.Contains("nothing to record", idle.Summary, StringComparison.Ordinal);
        Assert.Equal(Before, between);
        Assert.Equal(Before.Replace("[[9, 9]]", "[[2, 3]]", StringComparison.Ordinal), File.ReadAllText(sample));
    }

    [Fact]
    public void WhatTheModelCannotAnswerIsNotRecorded()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", MoreTinyModels.Gather());
        const string Before = """{ "inputs": { "i": [5] } }""";
        string sample = project.Add(ModelItemKind.Sample, "samples/one.json", Before);

        ModelBuildResult result = project.Record();

        Assert.Equal(DiagnosticCodes.GoldenRunFailed, Assert.Single(result.Problems).Code);
        Assert.Equal(Before, File.ReadAllText(sample));
        Assert.Empty(Directory.GetDirectories(project.Folder["p/obj/modelpack"]));
    }

    [Fact]
    public void TextThatIsNoUtf8CannotBeRecordedAsJson()
    {
        using RealProject project = new();
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Initializer(new ProtoWriter().Varint(1, 1).Varint(2, OnnxTypes.String).Bytes(6, [0xff]).Text(8, "c"))
            .Node("Identity", ["c"], ["y"])
            .Node("Identity", ["x"], ["z"])
            .Input("x", OnnxTypes.Float, [1])
            .Output("y", OnnxTypes.String, [1])
            .Output("z", OnnxTypes.Float, [1])).Build();
        project.Add(ModelItemKind.Weights, "model.onnx", model);
        project.Add(ModelItemKind.Sample, "samples/one.json", """{ "inputs": { "x": [1] } }""");

        Assert.Equal(DiagnosticCodes.SampleNotRecorded, Assert.Single(project.Record().Problems).Code);
    }

    [Fact]
    public void ABuildSaysThatNothingWasCompared()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Sample, "samples/one.json", """{ "inputs": { "x": [[1, 2]] } }""");

        ModelBuildResult result = project.Build();

        Assert.Contains("1 sample run with nothing to compare", result.Summary, StringComparison.Ordinal);
        Assert.Contains("nothing was compared for 'one.json'", Assert.Single(project.Prove()).Note, StringComparison.Ordinal);
    }
}
