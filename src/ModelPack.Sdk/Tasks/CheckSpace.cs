using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;

namespace ModelPack.Sdk.Tasks;

/// <summary>Looks whether the disk has room for the package; see <see cref="PackageCompletion"/>.</summary>
public sealed class CheckSpace : CancelableTask
{
    /// <summary>A folder on the disk.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The files for the package.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        if (PackageCompletion.CheckSpace(StateFolder, Files.Select(file => file.ItemSpec)) is { } problem)
        {
            Log.LogProblem(problem, StateFolder, HelpLinkBase);
        }
    }
}
