namespace ModelPack.Runtime.Tasks.Records;

/// <summary>What is remembered of a placed file.</summary>
/// <param name="Path">The path in the model's folder, with forward slashes.</param>
/// <param name="Sha256">The digest that source and destination had.</param>
/// <param name="Source">The full path of the source.</param>
/// <param name="SourceStamp">The state of the source that had this digest.</param>
/// <param name="DestinationStamp">The state of the destination that had this digest.</param>
internal sealed record FileRecord(string Path, string Sha256, string Source, string SourceStamp, string DestinationStamp);
