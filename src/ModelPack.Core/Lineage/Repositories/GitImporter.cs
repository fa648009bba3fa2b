using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;

namespace ModelPack.Core.Lineage.Repositories;

/// <summary>
/// Reads where the training code is, where that is another repository than the project's own: a checkout on this machine, or
/// <c>Repository</c> and <c>Commit</c> as the item gives them.
/// </summary>
internal sealed class GitImporter : ILineageImporter
{
    /// <summary>Files whose change a build notices by itself: more than any repository of training code has.</summary>
    private const int MaximumWatched = 20_000;

    public IReadOnlyList<string> Kinds { get; } = ["Git"];

    public string? Detect(LineagePath path) => path.Has(".git") ? "Git" : null;

    public void Import(LineageSource source, ImportedFacts facts)
    {
        ModelCode code = facts.Code;
        if (source.IsFolder)
        {
            Checkout(source, code);
        }

        code.Repository = source.Item.Get("Repository") ?? code.Repository;
        code.Commit = source.Item.Get("Commit") ?? code.Commit;
        code.Branch = source.Item.Get("Branch") ?? code.Branch;
        code.Tag = source.Item.Get("Tag") ?? code.Tag;
        code.TrainingEntryPoint = source.Item.Get("EntryPoint");
        if (code.Commit is null)
        {
            throw new ModelPackException(new Problem(
                DiagnosticCodes.BadLineageFile,
                $"ModelLineage '{source.Item.Include}' names neither a git checkout with a commit nor a Commit. Correct the path, or set Repository and Commit on the item.",
                source.Path));
        }

        (facts.Source.Repository, facts.Source.Revision) = (code.Repository, code.Commit);
    }

    private static void Checkout(LineageSource source, ModelCode code)
    {
        if (GitFolder.Find(source.Path) is not { } git)
        {
            return;
        }

        // What changes with the commit, the branch or the index, or makes the tree dirty.
        foreach (string file in (string[])[.. GitRepository.TrackedFiles(source.Path, MaximumWatched), Path.Combine(git.Folder, "HEAD"), Path.Combine(git.Folder, "index"), Path.Combine(git.Folder, "logs", "HEAD"), Path.Combine(git.CommonFolder, "packed-refs")])
        {
            _ = source.Files.Exists(file);
        }

        if (GitRepository.Read(source.Path, []) is { } facts)
        {
            code.Repository = facts.Repository;
            if (facts.RemoteHeldSecret)
            {
                source.Warn(DiagnosticCodes.SecretMasked, $"The git remote of '{source.Name}' holds credentials. They are left out of the package; remove them from the remote ('git remote set-url'), and revoke them if others could read them.");
            }

            code.Commit = facts.Commit;
            code.Branch = facts.Branch;
            code.Tag = facts.Tag;
            code.Dirty = facts.Dirty;
            code.DirtyFiles = facts.DirtyFiles.Count > 0 ? [.. facts.DirtyFiles] : null;
        }
    }
}
