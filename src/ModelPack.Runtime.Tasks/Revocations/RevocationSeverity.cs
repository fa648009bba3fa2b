namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>How bad a revocation is, as NuGet's audit has it.</summary>
internal static class RevocationSeverity
{
    /// <summary>The severities, the least first.</summary>
    public static IReadOnlyList<string> All { get; } = ["low", "moderate", "high", "critical"];

    /// <summary>The rank of a severity; of one that this version does not know, that of the worst.</summary>
    public static int Rank(string severity) => RankOf(severity) ?? All.Count - 1;

    /// <summary>The rank of an audit level; <see langword="null"/> where it is none.</summary>
    public static int? RankOf(string level)
    {
        int rank = All.ToList().FindIndex(known => known.Equals(level.Trim(), StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? null : rank;
    }
}
