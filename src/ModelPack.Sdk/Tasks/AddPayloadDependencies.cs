using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Sdk.Tasks;

/// <summary>Makes stock pack depend on the payload packages; see <see cref="PayloadDependencies"/>.</summary>
public sealed class AddPayloadDependencies : CancelableTask
{
    /// <summary>The folder that the build wrote to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The project's assets file.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    /// <summary>The folder of the assets file that stock pack must read; empty where the package has no payloads.</summary>
    [Output]
    public string AssetsFolder { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        try
        {
            AssetsFolder = PayloadDependencies.Write(StateFolder, AssetsFile) ?? "";
        }
        catch (ModelPackException exception)
        {
            Log.LogProblem(exception.Problem, AssetsFile, HelpLinkBase);
        }
    }
}
