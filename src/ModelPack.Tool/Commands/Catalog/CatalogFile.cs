using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>
/// A catalog on disk. One transaction for all that a run finds: a run that fails or is killed leaves the former state. A new one is made beside its place, and appears whole.
/// </summary>
[SuppressMessage("Performance", "CA1849", Justification = "SQLite has no asynchronous calls; those of its provider are the same ones.")]
internal sealed class CatalogFile
{
    private const int PatienceSeconds = 30;

    private readonly string _file;
    private readonly int _patience;

    private CatalogFile(string file, int patience) => (_file, _patience) = (file, patience);

    /// <summary>Takes a catalog, or the place of a new one. Nothing is written yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How many seconds it waits for others that write it.</param>
    /// <exception cref="ModelPackException">It is none (MP5044), or cannot be opened (MP5051).</exception>
    public static CatalogFile Open(string path, int patience = PatienceSeconds)
    {
        CatalogFile catalog = new(Path.GetFullPath(path), patience);
        if (catalog.IsThere)
        {
            catalog.Use(SqliteOpenMode.ReadWrite, catalog._file, _ => true);
        }
        else if (Directory.Exists(catalog._file) || !Directory.Exists(Path.GetDirectoryName(catalog._file)))
        {
            throw Bad(catalog._file, Directory.Exists(catalog._file) ? "it is a folder" : "its folder does not exist");
        }

        return catalog;
    }

    /// <summary>The package ids of the models that it has.</summary>
    /// <exception cref="ModelPackException">It cannot be read (MP5051).</exception>
    public IReadOnlyList<string> ModelIds() => !IsThere ? [] : Use(SqliteOpenMode.ReadWrite, _file, connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        using SqlCommands sql = new(connection, transaction);
        return (long)sql.Ask("PRAGMA user_version")! == 0 ? [] : sql.List("SELECT package_id FROM models", row => row.GetString(0));
    });

    /// <summary>Writes what a run finds, as it finds it: it need not hold all models at once.</summary>
    /// <param name="write">Writes; whatever it throws leaves the catalog as it was.</param>
    /// <exception cref="ModelPackException">It cannot be written; it is as it was (MP5051).</exception>
    public async Task WriteAsync(Func<CatalogWriter, Task> write)
    {
        if (IsThere)
        {
            await UseAsync(SqliteOpenMode.ReadWrite, _file, connection => WriteAsync(connection, write));
            return;
        }

        string temporary = $"{_file}.{Guid.NewGuid():N}.tmp";
        try
        {
            await UseAsync(SqliteOpenMode.ReadWriteCreate, temporary, connection => WriteAsync(connection, write));
            Appear(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private bool IsThere => File.Exists(_file);

    private void Appear(string temporary)
    {
        try
        {
            File.Move(temporary, _file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw IsThere
                ? new ModelPackException(new Problem(FeedDiagnosticCodes.CatalogNotWritten, $"'{_file}' was made by another run meanwhile, and has nothing of this one. Run again: what this one found is added to it.", _file), exception)
                : NotWritten(_file, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static async Task<bool> WriteAsync(SqliteConnection connection, Func<CatalogWriter, Task> write)
    {
        // Immediate: of two runs the second waits here, and not in the middle.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqlCommands sql = new(connection, transaction);
        if ((long)sql.Ask("PRAGMA user_version")! == 0)
        {
            sql.Run(CatalogSchema.Create);
            sql.Run(FormattableString.Invariant($"PRAGMA application_id = {CatalogSchema.ApplicationId}"));
            sql.Run(FormattableString.Invariant($"PRAGMA user_version = {CatalogSchema.Version}"));
        }

        await write(new CatalogWriter(sql));
        transaction.Commit();
        return true;
    }

    private T Use<T>(SqliteOpenMode mode, string file, Func<SqliteConnection, T> use) =>
        UseAsync(mode, file, connection => Task.FromResult(use(connection))).GetAwaiter().GetResult();

    private async Task<T> UseAsync<T>(SqliteOpenMode mode, string file, Func<SqliteConnection, Task<T>> use)
    {
        try
        {
            using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, ForeignKeys = true, Pooling = false, DefaultTimeout = _patience }.ToString());
            connection.Open();
            Require(connection, _file);
            return await use(connection);
        }
        catch (SqliteException exception)
        {
            throw Failed(_file, exception);
        }
    }

    private static void Require(SqliteConnection connection, string file)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)";
        using SqliteDataReader reader = command.ExecuteReader();
        reader.Read();
        (long application, long version, long tables) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        if (tables > 0 && application != CatalogSchema.ApplicationId)
        {
            throw Bad(file, "it is a database of something else");
        }

        if (version > CatalogSchema.Version)
        {
            throw Bad(file, "a newer version of ModelPack wrote it");
        }

        if (version is > 0 and < CatalogSchema.Version)
        {
            throw Bad(file, "an older version of ModelPack wrote it, without all that this one writes; delete it, and it is made again");
        }
    }

    private static ModelPackException Failed(string file, SqliteException exception) => exception.SqliteErrorCode switch
    {
        5 or 6 => NotWritten(file, "something else is writing it", exception),
        26 => Bad(file, "it is no SQLite database", exception),
        _ => NotWritten(file, exception.Message.TrimEnd('.'), exception),
    };

    // The same again cannot help.
    private static ModelPackException Bad(string file, string why, Exception? inner = null) => new(
        new Problem(FeedDiagnosticCodes.BadCatalog, $"'{file}' cannot be a catalog: {why}. Name another file with --sqlite; nothing was changed.", file), inner);

    private static ModelPackException NotWritten(string file, string why, Exception inner) => new(
        new Problem(FeedDiagnosticCodes.CatalogNotWritten, $"The catalog '{file}' cannot be written: {why}. Close what uses it, see that there is room, and run the command again; nothing in it was changed.", file), inner);
}
