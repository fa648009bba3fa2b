using System.Xml;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Rollback;

/// <summary>A project file, read with the places of all its values.</summary>
internal sealed class MarkupFile
{
    private MarkupFile(EditableText text, MarkupElement root)
    {
        Text = text;
        Root = root;
    }

    /// <summary>The text.</summary>
    public EditableText Text { get; }

    /// <summary>The element around all others.</summary>
    public MarkupElement Root { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no XML, or cannot be read (MP5074).</exception>
    public static MarkupFile Read(string path)
    {
        EditableText text = EditableText.Read(path);
        try
        {
            return new MarkupFile(text, Parse(text.Text));
        }
        catch (XmlException exception)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.ReferenceNotEditable, $"'{path}' is no project file: {exception.Message} Correct it.", exception, path);
        }
    }

    private static MarkupElement Parse(string text)
    {
        using StringReader source = new(text);
        // The encoding was read already; what the declaration says of it is not asked for a second time.
        using XmlReader reader = XmlReader.Create(source, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        IXmlLineInfo position = (IXmlLineInfo)reader;
        List<int> lines = LineStarts(text);
        MarkupElement? root = null;
        MarkupElement? current = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    // The position is that of the name.
                    MarkupElement element = new() { Name = reader.LocalName, Start = Offset() - 1, Parent = current };
                    current?.Children.Add(element);
                    root ??= element;
                    bool isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        element.Attributes.Add(AttributeValue(text, Offset(), reader.LocalName, reader.Value));
                    }

                    current = isEmpty ? current : element;
                    break;
                case XmlNodeType.Text:
                    int start = Offset();
                    int end = text.IndexOf('<', start);
                    current!.Content = new MarkupValue(current.Name, reader.Value, start, (end < 0 ? text.Length : end) - start);
                    break;
                case XmlNodeType.EndElement:
                    // A comment between two texts makes two of them: neither is the value.
                    current!.Content = current.Children.Count == 0 ? current.Content : null;
                    current = current.Parent;
                    break;
                default:
                    break;
            }
        }

        return root ?? throw new XmlException("It is empty.");

        int Offset() => lines[position.LineNumber - 1] + position.LinePosition - 1;
    }

    private static MarkupValue AttributeValue(string text, int name, string localName, string value)
    {
        int quote = text.AsSpan(name).IndexOfAny('"', '\'') + name;
        int end = text.IndexOf(text[quote], quote + 1);
        return new MarkupValue(localName, value, quote + 1, end - quote - 1);
    }

    private static List<int> LineStarts(string text)
    {
        List<int> starts = [0];
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 >= text.Length || text[index + 1] != '\n')))
            {
                starts.Add(index + 1);
            }
        }

        return starts;
    }
}
