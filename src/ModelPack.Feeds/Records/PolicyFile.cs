using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>A policy, and the commit that it is of.</summary>
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
        GitFacts? git = GitRepository.Read(System.IO.Path.GetDirectoryName(path)!, [path]);
        return new PolicyFile(policy, new PolicyReference { Digest = policy.Digest, Commit = git?.Commit, Dirty = git?.Commit is null ? null : git.Dirty }, path);
    }
}
