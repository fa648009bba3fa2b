namespace ModelPack.Runtime.Tasks.Records;

/// <summary>What is remembered of a model's folder.</summary>
/// <param name="Slot">The name of the folder.</param>
/// <param name="Owner">The full path of the project that put it there.</param>
/// <param name="Key">What the list of files was made from (see <see cref="ModelKey"/>); unknown while work is under way.</param>
/// <param name="Files">The files that are, or may be, ours.</param>
internal sealed record ModelRecord(string Slot, string Owner, string Key, IReadOnlyList<FileRecord> Files);
