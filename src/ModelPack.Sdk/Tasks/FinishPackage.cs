using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Checks the package that stock pack wrote, and moves it to where it belongs; see <see cref="PackageCompletion"/>.</summary>
public sealed class FinishPackage : CancelableTask
{
    /// <summary>The folder that the build wrote to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Where stock pack wrote.</summary>
    [Required]
    public string PackageFolder { get; set; } = "";

    /// <summary>Where the package belongs.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The package id.</summary>
    [Required]
    public string PackageId { get; set; } = "";

    /// <summary>The package version.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>How many bytes of content the payload packages have that this pack wrote.</summary>
    public long NewPayloadBytes { get; set; }

    /// <summary>One line on what was packed; empty where nothing was.</summary>
    [Output]
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        Summary = PackageCompletion.Finish(StateFolder, PackageFolder, OutputFolder, PackageId, PackageVersions.Normalize(PackageVersion) ?? PackageVersion, NewPayloadBytes, out Problem? problem) ?? "";
        if (problem is not null)
        {
            Log.LogProblem(problem, OutputFolder, HelpLinkBase);
        }
    }
}
