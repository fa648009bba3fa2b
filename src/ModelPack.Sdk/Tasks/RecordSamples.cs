using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Records what the models answer to the inputs of the samples; see <see cref="SampleRecorder"/>.</summary>
public sealed class RecordSamples : ModelProjectTask
{
    /// <summary><c>ModelPackRecordSamplesOverwrite</c>.</summary>
    public bool Overwrite { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        double timeout = Positive(ValidationTimeout, "ModelPackValidationTimeout", "seconds", limit: 1e9);
        double memory = Positive(ValidationMemory, "ModelPackValidationMemory", "bytes", limit: 1e15);
        if (Log.HasLoggedErrors)
        {
            return;
        }

        Report(SampleRecorder.Run(
            new ModelProject
            {
                ProjectFile = ProjectFile,
                StateFolder = StateFolder,
                Id = PackageId,
                Version = PackageVersion,
                Items = ModelItems.From(Items, Path.GetDirectoryName(ProjectFile)!),
                DefaultItemRoot = Given(DefaultItemRoot),
                ValidationTimeout = TimeSpan.FromSeconds(timeout),
                ValidationMemory = (long)memory,
                OnnxRuntimes = Runtimes,
                CustomOps = CustomOpsPaths,
                ValidatorAssembly = ValidatorAssembly ?? "",
                DotNetHost = Given(DotNetHost) ?? "dotnet",
            },
            Overwrite,
            CancellationToken));
    }
}
