using System.Text.Json.Nodes;
using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>Third-party models from the model project through <c>dotnet pack</c> and a feed to a service, and back as golden samples.</summary>
public sealed class JourneyTests
{
    private const string Models = "models";

    /// <summary>What ONNX Runtime's .NET API cannot open, or the probe cannot feed, by a part of the message. The packages are right nevertheless.</summary>
    private static readonly Dictionary<string, string> NotRunByTheService = new(StringComparer.Ordinal)
    {
        ["test_cast_FLOAT_to_INT2/model.onnx"] = "Unregistered TensorElementType",
        ["test_if_opt/model.onnx"] = "an absent optional output would end the process",
        ["test_optional_get_element_optional_tensor/model.onnx"] = "no input of the type ONNX_TYPE_OPTIONAL is made",
        ["test_sequence_insert_at_back/model.onnx"] = "no input of the type ONNX_TYPE_SEQUENCE is made",
        ["test_split_zero_size_splits_opset18/model.onnx"] = "Invalid value in 'split'",
    };

    [Fact]
    public async Task RealModelsReachAServiceAndReproduceTheAnswersThatItRecorded()
    {
        TestData.Get(".");
        using Workspace workspace = new();
        ProbeService service = new(workspace);
        foreach (RealModel model in Catalogue.Models)
        {
            model.Write(workspace, Models);
        }

        RealModel.WriteSolution(workspace, Models, Catalogue.Models);
        service.Write(Catalogue.Models.Select(model => model.Id), "1.0.0");

        await Pack(workspace, "1.0.0");
        IReadOnlyList<ProbeReport> reports = await service.Run();
        AddRecordedSamples(workspace, service);
        await Pack(workspace, "1.1.0");
        ChangeAnswers(workspace);
        CommandResult changed = await workspace.DotNet.Run(Models, "pack", "models.slnx", "-p:Version=1.2.0", "-o", workspace["changed"]);

        Assert.Equal(Catalogue.Models.Select(model => model.Id).Order(StringComparer.Ordinal), reports.Select(report => report.Id));
        Assert.All(reports, report => AssertFound(report, workspace.Feed.Open(report.Id, "1.0.0")));
        Assert.All(Catalogue.Models, model => AssertProved(workspace.Feed.Open(model.Id, "1.1.0"), model, service));
        AssertWrongAnswersAreRefused(changed, workspace);
    }

    private static async Task Pack(Workspace workspace, string version)
    {
        CommandResult pack = await workspace.DotNet.Run(Models, "pack", "models.slnx", $"-p:Version={version}", "-warnaserror", "-o", workspace["packed"]);
        pack.ShouldSucceedWithoutWarnings();
        CommandResult push = await workspace.DotNet.Run("packed", "nuget", "push", $"*.{version}.nupkg", "--source", workspace.Feed.Folder);
        push.ShouldSucceed();
    }

    /// <summary>Gives each model the answers of the service as a golden sample, where it has no vectors.</summary>
    private static void AddRecordedSamples(Workspace workspace, ProbeService service)
    {
        foreach (RealModel model in Catalogue.Models.Where(model => model != Catalogue.Vectors && Directory.Exists(Path.Combine(service.Samples, model.Id))))
        {
            List<string> items = [];
            foreach (string sample in Directory.EnumerateFiles(Path.Combine(service.Samples, model.Id)).Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileName(sample);
                workspace.Write($"{Models}/{model.Folder}/samples/{name}", File.ReadAllBytes(sample));
                items.Add($"""<ModelSample Update="samples/{name}" Model="{Path.GetFileNameWithoutExtension(name)}" />""");
            }

            model.WriteProject(workspace, Models, string.Join("\n    ", items));
        }
    }

    /// <summary>One recorded answer and one vector are made wrong; a third sample is changed and stays right.</summary>
    private static void ChangeAnswers(Workspace workspace)
    {
        ChangeSample(workspace, "Real.Mnist/samples/mnist.onnx.json", sample => sample["outputs"]!["Plus214_Output_0"]!["data"]![3] = 1000);
        ChangeSample(workspace, "Real.Trees/samples/logreg_iris.onnx.json", sample => sample["tolerance"] = new JsonObject { ["atol"] = 1e-4 });
        string vector = workspace[$"{Models}/Real.Vectors/test_add_uint64/test_data_set_0/output_0.pb"];
        byte[] bytes = File.ReadAllBytes(vector);
        bytes[^1] ^= 1;
        File.WriteAllBytes(vector, bytes);
        RealModel.WriteSolution(workspace, Models, Catalogue.Models.Where(model => model.Id is "Real.Mnist" or "Real.Trees" or "Real.Vectors"));
    }

    private static void ChangeSample(Workspace workspace, string path, Action<JsonNode> change)
    {
        string file = workspace[$"{Models}/{path}"];
        JsonNode sample = JsonNode.Parse(File.ReadAllText(file))!;
        change(sample);
        File.WriteAllText(file, sample.ToJsonString());
    }

    private static void AssertFound(ProbeReport report, PackageFile package)
    {
        ModelManifest manifest = package.Manifest;
        package.ShouldFollowTheSchema();
        Assert.Equal(("1.0.0", manifest.Digest), (report.Version, report.Digest));
        Assert.Empty(report.Mismatches);
        Assert.Equal(manifest.Files.Where(file => file.Materialize).Select(file => file.Path), report.Files);
        Assert.Equal(manifest.Files.Count(file => file.Role == ModelFileRoles.Tokenizer), report.Tokenizers);
        Assert.Equal(manifest.PrimaryModel?.File, report.Primary);
        Assert.Equal(manifest.Models.Where(model => model.Format is "onnx" or "ort").Select(model => model.File), report.Models.Select(model => model.File));
        foreach (ProbedModel probed in report.Models)
        {
            ModelEntry entry = manifest.Models.Single(model => model.File == probed.File);
            string? expected = NotRunByTheService.GetValueOrDefault(probed.File);
            Assert.True(expected is null ? probed is { Ran: true, Error: null } : probed.Error?.Contains(expected, StringComparison.Ordinal) == true, $"{report.Id} {probed.File}: {probed.Error}");
            if (probed.Inputs.Count > 0)
            {
                Assert.Equal(TypeText.Of(entry.Signature!.Inputs), probed.Inputs);
                Assert.Equal(TypeText.Of(entry.Signature.Outputs), probed.Outputs);
            }
        }
    }

    private static void AssertProved(PackageFile package, RealModel model, ProbeService service)
    {
        package.ShouldFollowTheSchema();
        foreach (ModelEntry entry in package.Manifest.Models)
        {
            ModelValidation proof = Assert.Single(entry.Validations!);
            bool golden = model == Catalogue.Vectors || File.Exists(Path.Combine(service.Samples, model.Id, entry.File + ".json"));
            string outcome = golden ? ModelValidationOutcomes.Matches : entry.Format == "safetensors" ? ModelValidationOutcomes.NotValidated : ModelValidationOutcomes.Runs;
            Assert.True(outcome == proof.Outcome, $"{package.Id} {entry.File}: {proof.Outcome} {proof.Note}");
            Assert.Equal(golden ? 1 : null, proof.Samples);
        }
    }

    private static void AssertWrongAnswersAreRefused(CommandResult changed, Workspace workspace)
    {
        changed.ShouldFail("MP2040");
        Assert.Equal(2, changed.Errors.Count);
        changed.ShouldSay($"{workspace[$"{Models}/Real.Mnist/samples/mnist.onnx.json"]} : error MP2040: ");
        changed.ShouldSay($"{workspace[$"{Models}/Real.Vectors/test_add_uint64/test_data_set_0"]}");
        changed.ShouldSay("Real.Trees -> logreg_iris.onnx validated in ONNX Runtime 1.31.1, 1 golden sample reproduced");
        Assert.Equal(["Real.Trees.1.2.0.nupkg"], workspace.Files("changed"));
    }
}
