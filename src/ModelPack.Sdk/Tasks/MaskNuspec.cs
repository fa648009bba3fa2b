using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;

namespace ModelPack.Sdk.Tasks;

/// <summary>Masks secrets in properties that stock pack writes into the nuspec; see <see cref="NuspecTexts"/>.</summary>
public sealed class MaskNuspec : CancelableTask
{
    /// <summary>The full path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>An item for each property, with its value as <c>Text</c>.</summary>
    [Required]
    public ITaskItem[] Texts { get; set; } = [];

    /// <summary>Those that held a secret, with the new value.</summary>
    [Output]
    public ITaskItem[] Masked { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        List<ITaskItem> masked = [];
        foreach (ITaskItem item in Texts)
        {
            if (NuspecTexts.Mask(item.ItemSpec, item.GetMetadata("Text"), ProjectFile, out Problem? warning) is { } clean)
            {
                masked.Add(new TaskItem(item.ItemSpec, new Dictionary<string, string> { ["Text"] = EscapedText.Of(clean) }));
            }

            if (warning is not null)
            {
                Log.LogProblem(warning, ProjectFile, HelpLinkBase);
            }
        }

        Masked = [.. masked];
    }
}
