using Microsoft.Build.Framework;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Proves that what was laid out is the author's model; see <see cref="LayoutVerifier"/>.</summary>
public sealed class VerifyLayout : ModelProjectTask
{
    /// <summary>The folder with the payload packages.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary><c>ModelPackValidate</c>.</summary>
    public string Validate { get; set; } = "true";

    /// <summary><c>ModelPackExecutionProviders</c>.</summary>
    public string[] ExecutionProviders { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        bool validate = Flag(Validate, "ModelPackValidate");
        if (Project() is { } project)
        {
            Report(LayoutVerifier.Run(
                project with { Validate = validate, ExecutionProviders = ExecutionProviders },
                Path.GetFullPath(OutputFolder),
                line => Log.LogMessage(MessageImportance.High, "ModelPack: {0}", line),
                CancellationToken));
        }
    }
}
