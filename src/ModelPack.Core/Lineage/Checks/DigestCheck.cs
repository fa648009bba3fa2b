using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>Compares what sources say of packed files with their bytes: a lineage that is another file's would be a lie.</summary>
/// <param name="packed">The packed files.</param>
/// <param name="sha256">The SHA-256 by full path.</param>
/// <param name="digests">Digests by other algorithms.</param>
/// <param name="problems">Takes what differs.</param>
internal sealed class DigestCheck(PackedFiles packed, IReadOnlyDictionary<string, string> sha256, ContentDigests digests, ICollection<Problem> problems)
{
    /// <summary>Checks what a source says, and notes in it what was found to be so.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public void Check(ImportedFacts facts, CancellationToken cancellationToken)
    {
        SortedSet<string> verified = new(StringComparer.Ordinal);
        SortedSet<string> wrong = new(StringComparer.Ordinal);
        foreach (ClaimedDigest claim in facts.Digests)
        {
            if (packed.Find(claim.Path) is not { } file || !sha256.TryGetValue(file.FullPath, out string? content) || wrong.Contains(file.TargetPath))
            {
                continue;
            }

            string digest = digests.Of(file.FullPath, content, claim.Algorithm, cancellationToken);
            if (digest == claim.Digest)
            {
                verified.Add(file.TargetPath);
            }
            else
            {
                wrong.Add(file.TargetPath);
                problems.Add(Differs(claim, file, digest, facts.Source));
            }
        }

        verified.ExceptWith(wrong);
        facts.Source.Verified = verified.Count > 0 ? [.. verified] : null;
    }

    /// <summary>The name of an algorithm, as digests are prefixed with it.</summary>
    public static string Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => "md5",
        DigestAlgorithm.GitBlob => "git-blob",
        _ => "sha256",
    };

    private static Problem Differs(ClaimedDigest claim, InputFile file, string digest, ModelLineageSource source) => new(
        DiagnosticCodes.LineageDigest,
        $"'{file.TargetPath}' is not the file that '{Path.GetFileName(claim.Source)}' ({source.Kind}) tells of: its {Name(claim.Algorithm)} is {digest}, not {claim.Digest}. Bring the file that belongs to this lineage, bring the lineage up to date, or remove the ModelLineage item.",
        claim.Source,
        claim.Line);
}
