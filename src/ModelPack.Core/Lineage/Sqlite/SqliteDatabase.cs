namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>
/// Reads tables of a SQLite database by the names of their columns. Managed code of our own: a foreign database then meets no native parser, and
/// there is no library to ship for each system.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqlitePages _pages;
    private readonly Dictionary<string, (uint Root, string Sql)> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens a database.</summary>
    /// <exception cref="SqliteException">It is none, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SqliteDatabase(string path)
    {
        _pages = new SqlitePages(path);
        try
        {
            // type, name, tbl_name, rootpage, sql
            new SqliteTable(_pages, 1).Read(new SqliteRow(_pages.Encoding, [0, 1, 3, 4]), row =>
            {
                if (row.Text(0) == "table" && row.Text(1) is { } name && row.Integer(2) is > 0 and <= uint.MaxValue and long root && row.Text(3) is { } sql)
                {
                    _tables[name] = ((uint)root, sql);
                }
            });
        }
        catch
        {
            _pages.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a table.</summary>
    public bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>A text as the database has it, to compare with.</summary>
    public byte[] Encode(string text) => _pages.Encoding.GetBytes(text);

    /// <summary>Goes through the rows of a table; through none where there is no such table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns; those that the table lacks are null.</param>
    /// <param name="take">Is called for each row; its columns are numbered as <paramref name="columns"/>.</param>
    /// <exception cref="SqliteException">The table is damaged.</exception>
    public void Read(string table, string[] columns, Action<SqliteRow> take)
    {
        if (_tables.TryGetValue(table, out var found))
        {
            SqliteColumns known = SqliteColumns.Parse(found.Sql);
            new SqliteTable(_pages, found.Root).Read(new SqliteRow(_pages.Encoding, [.. columns.Select(known.Find)]), take);
        }
    }

    public void Dispose() => _pages.Dispose();
}
