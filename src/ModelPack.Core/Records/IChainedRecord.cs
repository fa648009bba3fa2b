namespace ModelPack.Core.Records;

/// <summary>A record of a history in which each names the one before by its digest.</summary>
public interface IChainedRecord
{
    /// <summary>The number of the package version that added it: 7 for 7.0.0.</summary>
    int Sequence { get; }

    /// <summary>Numbers before it that no record has: versions that the feed refused and does not have.</summary>
    IReadOnlyList<int>? Skipped { get; }

    /// <summary>The digest of the record before; absent for the first.</summary>
    string? Previous { get; }

    /// <summary>The digest of this record.</summary>
    string ComputeDigest();
}
