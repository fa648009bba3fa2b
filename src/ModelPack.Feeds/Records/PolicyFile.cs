using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>A policy, and the commit that it is of; <see cref="PolicyReference.Dirty"/> is of this file and of those of its keys.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Reference">How records name it.</param>
/// <param name="Path">The file.</param>
public sealed record PolicyFile(ReleasePolicy Policy, PolicyReference Reference, string Path)
{
    /// <summary>Reads the policy that applies.</summary>
    /// <param name="folder">The folder: its policy file, or that of a folder above it.</param>
    /// <param name="file">A file that is read instead (<c>--policy</c>).</param>
    /// <returns>The policy, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="ModelPackException">It is malformed (MP5062), or a key in it cannot be used (MP5063).</exception>
    public static PolicyFile? Load(string folder, string? file = null)
    {
        string? path = file is null ? ReleasePolicy.Find(folder) : System.IO.Path.GetFullPath(file, folder);
        if (path is null)
        {
            return null;
        }

        ReleasePolicy policy = ReleasePolicy.Load(path);
        (string? commit, bool? isChanged) = GitRepository.ReadFile(path);
        string[] keys = [.. policy.Signers.SelectMany(person => person.Keys).Select(key => key.KeyId).Distinct().Order(StringComparer.Ordinal)];
        PolicyReference reference = new()
        {
            Digest = policy.Digest,
            Commit = commit,
            Dirty = commit is null ? null : IsDirty(isChanged, commit, policy.KeyFiles),
            Keys = keys.Length > 0 ? [.. keys] : null,
        };
        return new PolicyFile(policy, reference, path);
    }

    // Whoever swaps the file of a key changes who may approve, as whoever edits the policy does.
    private static bool? IsDirty(bool? isPolicyChanged, string commit, IReadOnlyList<string> keyFiles)
    {
        bool?[] changed = [isPolicyChanged, .. keyFiles.Select(GitRepository.ReadFile).Select(file => file.Commit == commit ? file.Changed : true)];
        return changed.Contains(true) ? true : changed.Contains(null) ? null : false;
    }
}
