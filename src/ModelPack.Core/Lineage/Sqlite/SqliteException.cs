namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>A file that is no SQLite database, or a damaged one.</summary>
/// <param name="message">What is wrong, as a sentence.</param>
public sealed class SqliteException(string message) : Exception(message);
