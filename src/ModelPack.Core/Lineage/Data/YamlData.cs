using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelPack.Core.Lineage.Data;

/// <summary>
/// Reads YAML: plain scalars by YAML 1.2's core schema (<c>no</c> is a text), tags and directives without effect, the first document of several.
/// </summary>
internal static class YamlData
{
    /// <summary>Reads a document.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="streams">What is handed out while it is read.</param>
    /// <returns>The outermost value; <see langword="null"/> where there is none.</returns>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static DataNode? Read(TextReader reader, DataStreams? streams = null)
    {
        Parser parser = new(reader);
        DataBuilder builder = new(streams);
        Dictionary<string, DataNode> anchors = new(StringComparer.Ordinal);
        Stack<string?> opened = new();
        try
        {
            while (parser.MoveNext() && parser.Current is not DocumentEnd)
            {
                Take(parser.Current!, builder, anchors, opened);
            }
        }
        catch (YamlException exception)
        {
            throw new DataException(Sentence(exception), (int)exception.Start.Line, exception);
        }
        catch (Exception exception) when (exception is (InvalidOperationException or ArgumentException) and not System.Text.DecoderFallbackException)
        {
            // The parser's answer to some malformed text.
            throw new DataException("The text breaks off inside of a list or map.", (int)(parser.Current?.End.Line ?? 0), exception);
        }

        return builder.Root;
    }

    private static void Take(ParsingEvent item, DataBuilder builder, Dictionary<string, DataNode> anchors, Stack<string?> opened)
    {
        int line = (int)item.Start.Line;
        if (builder.WantsKey && item is SequenceStart or MappingStart)
        {
            throw new DataException("A key is a list or a map.", line);
        }

        switch (item)
        {
            case Scalar scalar when builder.WantsKey:
                builder.Key(scalar.Value);
                break;
            case Scalar scalar:
                DataNode node = Value(scalar, line);
                Remember(scalar.Anchor, node, anchors);
                builder.Add(node);
                break;
            case AnchorAlias alias:
                DataNode named = anchors.TryGetValue(alias.Value.Value, out DataNode? known) ? known : throw new DataException($"The alias '*{alias.Value.Value}' names nothing that is finished before.", line);
                if (builder.WantsKey)
                {
                    builder.Key(named.IsScalar ? named.Text : throw new DataException("A key is a list or a map.", line));
                }
                else
                {
                    builder.Alias(named);
                }

                break;
            case SequenceStart start:
                builder.StartList(line);
                opened.Push(start.Anchor.IsEmpty ? null : start.Anchor.Value);
                break;
            case MappingStart start:
                builder.StartMap(line);
                opened.Push(start.Anchor.IsEmpty ? null : start.Anchor.Value);
                break;
            case SequenceEnd or MappingEnd:
                DataNode ended = builder.End();
                if (opened.Pop() is { } anchor)
                {
                    anchors[anchor] = ended;
                }

                break;
        }
    }

    private static void Remember(AnchorName anchor, DataNode node, Dictionary<string, DataNode> anchors)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = node;
        }
    }

    private static DataNode Value(Scalar scalar, int line)
    {
        string text = scalar.Value;
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return DataNode.Scalar(DataKind.Text, text, line);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => DataNode.Scalar(DataKind.Null, "", line),
            "true" or "True" or "TRUE" => DataNode.Scalar(DataKind.Boolean, "true", line),
            "false" or "False" or "FALSE" => DataNode.Scalar(DataKind.Boolean, "false", line),
            _ => DataNode.Scalar(ScalarValues.IsNumber(text) ? DataKind.Number : DataKind.Text, text, line),
        };
    }

    private static string Sentence(YamlException exception)
    {
        string text = exception.InnerException?.Message ?? exception.Message;
        return text.EndsWith('.') ? text : text + ".";
    }
}
