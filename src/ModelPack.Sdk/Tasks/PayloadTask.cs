using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Sdk.Tasks;

/// <summary>What tasks are told about the packing of large files.</summary>
public abstract class PayloadTask : CancelableTask
{
    /// <summary>The full path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The package id.</summary>
    [Required]
    public string PackageId { get; set; } = "";

    /// <summary>The properties on large files: an item with each as metadata, without the prefix <c>ModelPack</c>.</summary>
    [Required]
    public ITaskItem PayloadProperties { get; set; } = null!;

    /// <summary>The settings; logs what is wrong with them, and is <see langword="null"/> then.</summary>
    private protected PayloadSettings? PayloadSettings()
    {
        List<Problem> problems = [];
        PayloadProperties properties = new()
        {
            InlineLimit = PayloadProperties.GetMetadata("InlineLimit"),
            ShardSize = PayloadProperties.GetMetadata("ShardSize"),
            PayloadSizeLimit = PayloadProperties.GetMetadata("PayloadSizeLimit"),
            Layout = PayloadProperties.GetMetadata("Layout"),
            VerifyLayout = PayloadProperties.GetMetadata("VerifyLayout"),
            PayloadIdPrefix = PayloadProperties.GetMetadata("PayloadIdPrefix"),
            PayloadRepositoryUrl = PayloadProperties.GetMetadata("PayloadRepositoryUrl"),
            PayloadRevision = PayloadProperties.GetMetadata("PayloadRevision"),
        };
        PayloadSettings? settings = Core.Packing.Payloads.PayloadSettings.Parse(properties, PackageId, ProjectFile, problems);
        foreach (Problem problem in problems)
        {
            Log.LogProblem(problem, ProjectFile, HelpLinkBase);
        }

        return settings;
    }
}
