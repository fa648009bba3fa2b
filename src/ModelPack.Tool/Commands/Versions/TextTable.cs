using System.Buffers;
using System.Globalization;
using System.Text;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>Headings and rows of texts, which may come from packages, and the ways to write them.</summary>
/// <param name="Headings">The headings.</param>
/// <param name="Rows">The rows, as long as the headings.</param>
internal sealed record TextTable(string[] Headings, IReadOnlyList<string[]> Rows)
{
    private const int Gap = 3;

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n;\t");

    /// <summary>
    /// As comma-separated values (RFC 4180), a row a line. What a spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers.
    /// </summary>
    public string ToCsv()
    {
        StringBuilder text = new();
        foreach (string[] row in Rows.Prepend(Headings))
        {
            text.AppendJoin(',', row.Select(CsvCell)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>As a table of Markdown: nothing in a cell is markup, or ends the cell.</summary>
    public string ToMarkdown()
    {
        StringBuilder text = new();
        text.Append("| ").AppendJoin(" | ", Headings.Select(MarkdownCell)).Append(" |\n|").Insert(text.Length, "---|", Headings.Length).Append('\n');
        foreach (string[] row in Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(MarkdownCell)).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>As plain text for a pipe, a row a line; columns without any text are left out. A thousand rows take the terminal's table as long as reading their manifests.</summary>
    public string ToText()
    {
        string[][] rows = [Headings, .. Rows];
        (int Column, int Width)[] columns = [.. Columns().Select(column => (column, rows.Max(row => Width(Shown.Line(row[column])))))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            int end = text.Length;
            foreach ((int column, int width) in columns)
            {
                string cell = Shown.Line(row[column]);
                text.Append(cell);
                end = cell.Length > 0 ? text.Length : end;
                text.Append(' ', width - Width(cell) + Gap);
            }

            text.Length = end;
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>For a terminal. Columns without any text are left out.</summary>
    public Table ToTable()
    {
        Table table = new() { Border = TableBorder.Simple };
        int[] columns = Columns();
        foreach (int column in columns)
        {
            table.AddColumn(new TableColumn(Shown.Text(Headings[column])));
        }

        foreach (string[] row in Rows)
        {
            table.AddRow(columns.Select(column => Shown.Text(row[column])));
        }

        return table;
    }

    private int[] Columns() => [.. Enumerable.Range(0, Headings.Length).Where(column => column == 0 || Rows.Any(row => row[column].Length > 0))];

    private static int Width(string text) => Ascii.IsValid(text) ? text.Length : new StringInfo(text).LengthInTextElements;

    private static string CsvCell(string text)
    {
        string cell = Shown.Line(text);
        if (cell.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '|' or '%' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20', ..] && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            cell = "'" + cell;
        }

        return cell.AsSpan().IndexOfAny(s_quoted) >= 0 || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' ')) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static string MarkdownCell(string text)
    {
        StringBuilder cell = new();
        foreach (char letter in Shown.Line(text))
        {
            _ = letter is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '~' or '!' or '&' ? cell.Append('\\').Append(letter) : cell.Append(letter);
        }

        return cell.ToString();
    }
}
