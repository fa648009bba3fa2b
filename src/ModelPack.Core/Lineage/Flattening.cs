using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ModelPack.Core.Lineage;

/// <summary>Turns nested YAML or JSON into values by dotted name: <c>{ a: { b: 1 } }</c> gives <c>a.b = 1</c>. Lists stay whole.</summary>
internal static class Flattening
{
    /// <summary>More than any real file has; stops documents that expand without end through aliases.</summary>
    private const int MaximumValues = 100_000;
    private const int MaximumDepth = 64;

    /// <summary>Flattens a YAML document; JSON is read as the subset of YAML that it is.</summary>
    /// <param name="text">The document.</param>
    /// <exception cref="YamlException">The text is not YAML, or expands to too much; it has the line.</exception>
    public static SortedDictionary<string, JsonElement> Yaml(string text)
    {
        CheckDepth(text);
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        SortedDictionary<string, JsonElement> values = new(StringComparer.Ordinal);
        if (stream.Documents.Count > 0)
        {
            Budget budget = new();
            Flatten("", stream.Documents[0].RootNode, values, budget, 0);
        }

        return values;
    }

    /// <summary>Before the document is loaded: loading recurses, and a stack that overflows takes the build with it.</summary>
    private static void CheckDepth(string text)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0;
        try
        {
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (depth > MaximumDepth)
                {
                    throw new YamlException(parser.Current.Start, parser.Current.End, string.Create(CultureInfo.InvariantCulture, $"The document has more than {MaximumDepth} levels."));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser's answer to some malformed text.
            Mark mark = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(mark, mark, "The text breaks off inside of a list or map.", exception);
        }
    }

    private static void Flatten(string name, YamlNode node, SortedDictionary<string, JsonElement> values, Budget budget, int depth)
    {
        budget.Spend(node, depth);
        if (node is YamlMappingNode mapping)
        {
            foreach ((YamlNode key, YamlNode value) in mapping.Children)
            {
                string part = key is YamlScalarNode { Value: { } text } ? text : key.ToString();
                Flatten(name.Length == 0 ? part : $"{name}.{part}", value, values, budget, depth + 1);
            }
        }
        else if (ToJson(node, budget, depth) is { } json)
        {
            values[name.Length == 0 ? "value" : name] = JsonSerializer.SerializeToElement(json, LineageJsonContext.Default.JsonNode);
        }
    }

    private static JsonNode? ToJson(YamlNode node, Budget budget, int depth)
    {
        budget.Spend(node, depth);
        return node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => ToJson(child, budget, depth + 1))]),
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value, budget, depth + 1)))),
            _ => null,
        };
    }

    /// <summary>Plain scalars by YAML 1.2's core schema; quoted ones are strings.</summary>
    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return JsonValue.Create(text);
        }

        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return JsonValue.Create(text[0] is 't' or 'T');
        }

        return ScalarValues.Number(text) ?? JsonValue.Create(text);
    }

    private sealed class Budget
    {
        private int spent;

        public void Spend(YamlNode node, int depth)
        {
            if (++spent > MaximumValues || depth > MaximumDepth)
            {
                throw new YamlException(node.Start, node.End, string.Create(CultureInfo.InvariantCulture, $"The document expands to more than {MaximumValues} values or {MaximumDepth} levels."));
            }
        }
    }
}
