using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;

namespace ModelPack.Core.Lineage.Data;

/// <summary>Reads TOML. Dates and times are texts, as they are written.</summary>
internal static class TomlData
{
    private static readonly TomlSerializerOptions Options = new() { MaxDepth = DataBuilder.MaximumDepth };

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="streams">What is handed out while it is read.</param>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static DataNode Read(string text, DataStreams? streams = null)
    {
        DataBuilder builder = new(streams, reopen: true);
        int line = 0;
        try
        {
            TomlParser parser = TomlParser.Create(text, new TomlParserOptions { Mode = TomlParserMode.Strict }, Options);
            while (parser.MoveNext())
            {
                line = parser.Current.Line > 0 ? parser.Current.Line : line;
                Take(parser, builder, line);
            }
        }
        catch (TomlException exception)
        {
            throw new DataException(Sentence(exception), exception.Line ?? line, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new DataException($"{exception.Message.TrimEnd('.')}.", line, exception);
        }

        return builder.Root ?? DataNode.Map(0);
    }

    private static void Take(TomlParser parser, DataBuilder builder, int line)
    {
        switch (parser.Current.Kind)
        {
            case TomlParseEventKind.StartTable:
                builder.StartMap(line);
                break;
            case TomlParseEventKind.StartArray:
                builder.StartList(line);
                break;
            case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray:
                builder.End();
                break;
            case TomlParseEventKind.PropertyName:
                builder.Key(parser.GetPropertyName());
                break;
            case TomlParseEventKind.String:
                builder.Scalar(DataKind.Text, parser.GetString(), line);
                break;
            case TomlParseEventKind.Integer:
                builder.Scalar(DataKind.Number, parser.Current.GetInt64().ToString(CultureInfo.InvariantCulture), line);
                break;
            case TomlParseEventKind.Float:
                double number = parser.Current.GetDouble();
                builder.Scalar(double.IsFinite(number) ? DataKind.Number : DataKind.Text, number.ToString("R", CultureInfo.InvariantCulture), line);
                break;
            case TomlParseEventKind.Boolean:
                builder.Scalar(DataKind.Boolean, parser.Current.GetBoolean() ? "true" : "false", line);
                break;
            case TomlParseEventKind.DateTime:
                builder.Scalar(DataKind.Text, parser.Current.GetTomlDateTime().ToString(), line);
                break;
        }
    }

    /// <summary>Without the place, which is told apart, and the library's advice on its own options.</summary>
    private static string Sentence(TomlException exception)
    {
        string text = exception.Message.Split('\n', 2)[0].Trim();
        int mark = text.IndexOf("error : ", StringComparison.Ordinal);
        text = mark >= 0 ? text[(mark + "error : ".Length)..] : text;
        text = text.Replace(" Change TomlSerializerOptions.MaxDepth to allow deeper nesting.", "", StringComparison.Ordinal);
        return text.Contains("maximum depth", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"The document has more than {DataBuilder.MaximumDepth} levels.")
            : text.TrimEnd('.') + ".";
    }
}
