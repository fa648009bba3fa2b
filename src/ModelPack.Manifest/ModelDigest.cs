using System.Security.Cryptography;
using System.Text;

namespace ModelPack;

/// <summary>
/// The digest of a model: <c>sha256:</c> and the SHA-256 of one UTF-8 line <c>&lt;sha256 hex&gt;␠␠&lt;path&gt;\n</c> per file, ordered by path (ordinal),
/// which is the format of <c>sha256sum</c>. Layout, payloads, metadata and aliases do not change it.
/// </summary>
public static class ModelDigest
{
    /// <summary>What every digest of this kind begins with.</summary>
    public const string Prefix = "sha256:";

    /// <summary>Computes the digest of a set of files.</summary>
    /// <param name="files">The files; their order does not matter.</param>
    public static string Compute(IEnumerable<ModelFile> files)
    {
        StringBuilder lines = new();
        foreach (ModelFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            lines.Append(file.Sha256).Append("  ").Append(file.Path).Append('\n');
        }

        return Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
