namespace ModelPack.Json;

/// <summary>How large files of records are at most. Who writes them and all who read them must agree, or a long history is one that a service takes for damaged.</summary>
internal static class RecordLimits
{
    /// <summary>The most records of a history: some thirty a day for nine years. Small ones; larger ones fill a file before.</summary>
    public const int MaximumCount = 100_000;

    /// <summary>The largest file of records: one of 18 KiB a day for ten years. Each version of a package has all of them, and whoever reads it has it in memory.</summary>
    public const int MaximumSize = 64 << 20;
}
