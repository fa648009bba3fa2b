using Microsoft.Data.Sqlite;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Feeds.Catalog;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>A catalog on disk. One transaction for all that a run finds: a run that is killed leaves the former state.</summary>
internal sealed class CatalogFile : IDisposable
{
    private readonly SqliteConnection _connection;

    private CatalogFile(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens a catalog, or makes one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackException">It is none, or cannot be opened (MP5044).</exception>
    public static CatalogFile Open(string path)
    {
        string file = Path.GetFullPath(path);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, ForeignKeys = true, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Require(connection, file);
            return new CatalogFile(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Bad(file, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes models.</summary>
    /// <param name="models">The models with all that is known of them.</param>
    /// <param name="isWhole">Whether models that are not among them are gone.</param>
    /// <returns>How many versions are new.</returns>
    /// <exception cref="ModelPackException">It cannot be written; it is as it was (MP5044).</exception>
    public int Write(IReadOnlyList<CatalogModel> models, bool isWhole)
    {
        try
        {
            // Immediate: of two runs the second waits here, and not in the middle.
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            using SqlCommands sql = new(_connection, transaction);
            if ((long)sql.Ask("PRAGMA user_version")! == 0)
            {
                sql.Run(CatalogSchema.Create);
                sql.Run(FormattableString.Invariant($"PRAGMA application_id = {CatalogSchema.ApplicationId}"));
                sql.Run(FormattableString.Invariant($"PRAGMA user_version = {CatalogSchema.Version}"));
            }

            int added = models.Sum(model => new CatalogWriter(sql).Write(model));
            if (isWhole)
            {
                sql.Run("CREATE TEMP TABLE IF NOT EXISTS present (package_id TEXT COLLATE NOCASE)");
                sql.Run("DELETE FROM present");
                foreach (CatalogModel model in models)
                {
                    sql.Run("INSERT INTO present VALUES ($1)", model.History.Id);
                }

                sql.Run("DELETE FROM models WHERE package_id NOT IN (SELECT package_id FROM present)");
            }

            transaction.Commit();
            return added;
        }
        catch (SqliteException exception)
        {
            throw Bad(_connection.DataSource, exception);
        }
    }

    public void Dispose() => _connection.Dispose();

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
    }

    private static ModelPackException Bad(string file, SqliteException exception) => Bad(
        file,
        exception.SqliteErrorCode switch
        {
            5 or 6 => "something else is writing it",
            26 => "it is no SQLite database",
            _ => exception.Message.TrimEnd('.'),
        },
        exception);

    private static ModelPackException Bad(string file, string why, Exception? inner = null) => new(
        new Problem(FeedDiagnosticCodes.BadCatalog, $"'{file}' cannot be written as a catalog: {why}. Name another file, or close what uses it; nothing in it was changed.", file), inner);
}
