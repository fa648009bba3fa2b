using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>Statements of one transaction, each prepared once. Every value is a parameter.</summary>
internal sealed class SqlCommands(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement; its parameters are <c>$1</c>, <c>$2</c>, ….</param>
    /// <param name="values">Their values.</param>
    public int Run(string sql, params object?[] values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Asks for one value.</summary>
    public object? Ask(string sql, params object?[] values) => Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>Asks for rows.</summary>
    public IReadOnlyList<T> List<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        List<T> rows = [];
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Inserts a row.</summary>
    public void Insert(string table, string columns, params object?[] values) =>
        Run($"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({string.Join(", ", Enumerable.Range(1, values.Length).Select(number => $"${number}"))})", values);

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Prepare(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
#pragma warning disable CA2100 // The texts are constants of this program.
            command = new SqliteCommand(sql, connection, transaction);
#pragma warning restore CA2100
            _commands[sql] = command;
        }

        command.Parameters.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (i + 1).ToString(CultureInfo.InvariantCulture), Value(values[i]));
        }

        return command;
    }

    // Times sort as texts; what is no number is no value.
    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => DBNull.Value,
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
