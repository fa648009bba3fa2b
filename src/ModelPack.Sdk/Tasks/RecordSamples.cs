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
        if (Project() is { } project)
        {
            Report(SampleRecorder.Run(project, Overwrite, CancellationToken));
        }
    }
}
