using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Projects;

/// <summary>What a build proves, and when it proves again.</summary>
public sealed class ProofTests
{
    [Fact]
    public void EachRuntimeAndEachProviderIsRecorded()
    {
        using RealProject project = new() { Runtimes = ["1.30.0", "1.31.1"], ExecutionProviders = ["cpu", "cuda"] };
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());

        IReadOnlyList<ModelValidation> proofs = project.Prove();

        Assert.Equal(
            ["1.30.0 Cpu runs", "1.30.0 Cuda not validated", "1.31.1 Cpu runs", "1.31.1 Cuda not validated"],
            proofs.Select(proof => $"{proof.Runtime} {proof.ExecutionProvider} {proof.Outcome}"));
    }

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("weights.safetensors")]
    public void ChangedExternalDataIsProvedAgainWhateverItsName(string location)
    {
        using RealProject project = new();
        ExternalModel model = TinyModels.MatMul(2, weightLocation: location);
        model.WriteTo(project.Folder, "p/model.onnx");
        project.Add(ModelItemKind.Weights, "model.onnx", model.Model);
        if (location.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            // As the default items find it: by its extension.
            project.Add(ModelItemKind.Weights, location, model.Files[location]);
        }

        project.Prove();
        byte[] other = [.. TinyModels.MatMul(7, weightLocation: location).Files[location]];
        File.WriteAllBytes(project.Folder["p/" + location], other);

        Assert.StartsWith("model.onnx validated", project.Build().Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutKernelsPassesForItsOwnHardwareOnly()
    {
        using RealProject cuda = new() { ExecutionProviders = ["Cuda"] };
        using RealProject both = new() { ExecutionProviders = ["Cpu", "Cuda"] };
        cuda.Add(ModelItemKind.Weights, "model.onnx", MoreTinyModels.NoKernel());
        both.Add(ModelItemKind.Weights, "model.onnx", MoreTinyModels.NoKernel());

        Assert.Equal("model.onnx not validated here, structure checked in ONNX Runtime 1.31.1", cuda.Build().Summary);
        Assert.Equal(ModelValidationOutcomes.NotValidated, Assert.Single(cuda.Prove()).Outcome);
        Assert.Equal(DiagnosticCodes.NoKernel, both.Fail().Code);
    }

    [Fact]
    public void AProviderThatDoesNotExistIsAnError()
    {
        using RealProject project = new() { ExecutionProviders = ["Cudda"] };
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());

        Assert.Equal(DiagnosticCodes.BadMetadata, project.Fail().Code);
    }

    [Fact]
    public void ATypeThatDotNetCannotExpressIsAWarningOfEveryBuild()
    {
        using RealProject project = new();
        string model = project.Add(ModelItemKind.Weights, "model.onnx", MoreTinyModels.PassThrough(OnnxTypes.Int4, 2));

        ModelBuildResult first = project.Build();
        ModelBuildResult second = project.Build();

        Problem warning = Assert.Single(first.Problems);
        Assert.Equal((DiagnosticCodes.TypeBeyondDotNet, ProblemSeverity.Warning, model), (warning.Code, warning.Severity, warning.File));
        Assert.Contains("'x' (int4)", warning.Message, StringComparison.Ordinal);
        Assert.True(second.UpToDate);
        Assert.Equal(first.Problems, second.Problems);
    }

    [Fact]
    public void ALibraryOfOperatorsIsPartOfTheProof()
    {
        using TempFolder folder = new("library");
        string library = folder["ops" + Path.GetExtension(ValidatorFixture.CustomOps)];
        File.Copy(ValidatorFixture.CustomOps, library);
        using RealProject project = new() { CustomOps = [library] };
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());

        project.Prove();
        bool upToDate = project.Build().UpToDate;
        File.WriteAllText(library, "another");

        Assert.True(upToDate);
        Assert.Equal(DiagnosticCodes.CustomOpsUnusable, project.Fail().Code);
    }

    [Fact]
    public void ALibraryOfOperatorsThatDoesNotExistIsAnErrorOnIt()
    {
        using RealProject project = new() { CustomOps = ["/no/such/ops.so"] };
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());

        Problem problem = project.Fail();

        Assert.Equal((DiagnosticCodes.CustomOpsUnusable, "/no/such/ops.so"), (problem.Code, problem.File));
    }

    [Fact]
    public void AnOnnxModelUnderAnotherNameIsRun()
    {
        using RealProject project = new();
        project.Add(ModelItemKind.Weights, "model.pb", TinyModels.Add());

        Assert.Equal(ModelValidationOutcomes.Runs, Assert.Single(project.Prove()).Outcome);
    }
}
