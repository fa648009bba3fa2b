namespace ModelPack.Core.Records;

/// <summary>What all files of records have in common.</summary>
internal static class RecordFormat
{
    /// <summary>Refuses what a newer version of ModelPack wrote.</summary>
    public static void RequireKnown(string name, int version, int known)
    {
        if (version > known)
        {
            throw RecordProblems.BadRecord(name, $"has schema version {version}; this version of ModelPack reads up to {known}. Update the tool.");
        }
    }

    /// <summary>The numbers between two, or <see langword="null"/> where there are none.</summary>
    public static List<int>? Between(int before, int next) => next - before > 1 ? [.. Enumerable.Range(before + 1, next - before - 1)] : null;
}
