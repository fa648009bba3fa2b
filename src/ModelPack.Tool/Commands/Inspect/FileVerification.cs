using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>Compares the files of a model with their digests; shows on a terminal which one it is at.</summary>
/// <param name="output">Shows the progress.</param>
/// <param name="verify">Whether files are compared at all.</param>
internal sealed class FileVerification(ToolOutput output, bool verify)
{
    // Less is done before anybody could read it.
    private const long WorthShowing = 256L << 20;

    /// <summary>What is known of each file.</summary>
    public IReadOnlyList<FileEvidence> Verify(TargetModel model, CancellationToken cancellationToken)
    {
        if (!verify)
        {
            return [.. model.Manifest.Files.Select(file => new FileEvidence(file.Path, FileState.NotChecked))];
        }

        if (!output.ShowsProgress || model.Manifest.Files.Sum(file => (double)file.Size) < WorthShowing)
        {
            return [.. model.Manifest.Files.Select(file => model.Files.Verify(file, cancellationToken))];
        }

        return output.Notes.Status().Start("…", status => model.Manifest.Files.Select(file =>
        {
            status.Status($"Digesting {Shown.Markup(file.Path)} ({ByteSizes.Text(file.Size)})");
            return model.Files.Verify(file, cancellationToken);
        }).ToArray());
    }
}
