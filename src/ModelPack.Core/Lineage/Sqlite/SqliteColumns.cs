using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>The columns of a table, out of the statement that made it.</summary>
internal sealed partial class SqliteColumns
{
    private static readonly string[] Constraints = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

    private const int RowId = -2;

    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    private int _count;

    private SqliteColumns()
    {
    }

    /// <summary>Reads a <c>CREATE TABLE</c> statement.</summary>
    /// <exception cref="SqliteException">It is none that is understood.</exception>
    public static SqliteColumns Parse(string sql)
    {
        int open = sql.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || sql.TrimEnd().EndsWith("ROWID", StringComparison.OrdinalIgnoreCase))
        {
            throw new SqliteException("It has a table of a kind that is not read.");
        }

        SqliteColumns columns = new();
        HashSet<string> integers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in Parts(sql, open + 1))
        {
            (string name, bool quoted, string rest) = Name(part);
            if (!quoted && Constraints.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                if (PrimaryKey().Match(part) is { Success: true } key && Name(key.Groups[1].Value.Trim()).Name is var only && integers.Contains(only))
                {
                    columns._places[only] = RowId;
                }

                continue;
            }

            // The only INTEGER column of a primary key is the row's id, and null in the record.
            bool isInteger = rest.TrimStart().Split([' ', '\t', '\n', '\r'], 2)[0].Equals("INTEGER", StringComparison.OrdinalIgnoreCase);
            if (isInteger)
            {
                integers.Add(name);
            }

            bool isId = isInteger && rest.Contains("PRIMARY KEY", StringComparison.OrdinalIgnoreCase);
            columns._places.TryAdd(name, isId ? RowId : columns._count);
            columns._count++;
        }

        return columns;
    }

    /// <summary>The place of a column in a record; -1 where there is none, -2 where it is the row's id.</summary>
    public int Find(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>What stands between the commas of the outermost parentheses, without comments.</summary>
    private static List<string> Parts(string sql, int at)
    {
        List<string> parts = [];
        System.Text.StringBuilder part = new();
        int depth = 0;
        for (; at < sql.Length; at++)
        {
            char c = sql[at];
            if (c is '\'' or '"' or '`' or '[')
            {
                int end = sql.IndexOf(c == '[' ? ']' : c, at + 1);
                end = end < 0 ? sql.Length - 1 : end;
                part.Append(sql, at, end - at + 1);
                at = end;
            }
            else if (c == '-' && at + 1 < sql.Length && sql[at + 1] == '-')
            {
                at = sql.IndexOf('\n', at) is >= 0 and int line ? line : sql.Length;
            }
            else if (c == '/' && at + 1 < sql.Length && sql[at + 1] == '*')
            {
                at = sql.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and int close ? close + 1 : sql.Length;
            }
            else if (c == ')' && depth == 0)
            {
                break;
            }
            else if (c == ',' && depth == 0)
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else
            {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                part.Append(c);
            }
        }

        parts.Add(part.ToString().Trim());
        return parts;
    }

    private static (string Name, bool Quoted, string After) Name(string part)
    {
        if (part.Length > 1 && part[0] is '"' or '`' or '[' or '\'' && part.IndexOf(part[0] == '[' ? ']' : part[0], 1) is > 0 and int end)
        {
            return (part[1..end], true, part[(end + 1)..]);
        }

        int blank = part.AsSpan().IndexOfAny(" \t\r\n(");
        return blank < 0 ? (part, false, "") : (part[..blank], false, part[blank..]);
    }

    [GeneratedRegex(@"PRIMARY\s+KEY\s*\(([^,()]+)\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PrimaryKey();
}
