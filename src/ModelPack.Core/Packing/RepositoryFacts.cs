using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Packing;

/// <summary>What the project's repository says of a version: a build leaves it out, for it changes with each commit; a pack adds it.</summary>
public static class RepositoryFacts
{
    /// <summary>Adds commit, branch, tag, changed files, registrations in git tags, and the time of the version.</summary>
    /// <param name="manifest">The manifest of the build.</param>
    /// <param name="projectFile">The full path of the project file.</param>
    /// <param name="packed">The files that are packed: those that are not committed, and the project file, make the version dirty.</param>
    /// <param name="sourceDateEpoch">The time that is told instead of the commit's, in seconds since 1970; <see langword="null"/> for none.</param>
    /// <returns>A warning where the remote holds credentials; they are left out.</returns>
    public static Problem? Add(ModelManifest manifest, string projectFile, IReadOnlyList<PackedFile> packed, long? sourceDateEpoch)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        GitFacts? git = GitRepository.Read(Path.GetDirectoryName(projectFile)!, [projectFile, .. packed.Select(file => file.Source)]);
        if (git is not null)
        {
            manifest.Code ??= new ModelCode();
            manifest.Code.Repository = git.Repository;
            manifest.Code.Commit = git.Commit;
            manifest.Code.Branch = git.Branch;
            manifest.Code.Tag = git.Tag;
            manifest.Code.Dirty = git.Dirty;
            manifest.Code.DirtyFiles = git.DirtyFiles is { Count: > 0 } dirty ? [.. dirty] : null;
            manifest.Registry = git.Registrations is { Count: > 0 } registrations ? [.. manifest.Registry ?? [], .. registrations] : manifest.Registry;
        }

        manifest.Created = sourceDateEpoch is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : git?.CommitTime;
        return git is not { RemoteHeldSecret: true } ? null : new Problem(
            DiagnosticCodes.SecretMasked,
            "The git remote of the project's repository holds credentials. They are left out of the package; remove them from the remote ('git remote set-url'), and revoke them if others could read them.",
            projectFile,
            Severity: ProblemSeverity.Warning);
    }
}
