using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>A value of a policy file with the line that it is on, so that a mistake can be shown where it is.</summary>
internal sealed class PolicyNode
{
    private PolicyNode(string path, string name, int line, JsonTokenType kind)
    {
        File = path;
        Name = name;
        Line = line;
        Kind = kind;
    }

    public string Name { get; }

    public string File { get; }

    public int Line { get; }

    public JsonTokenType Kind { get; }

    public string Text { get; private init; } = "";

    public double Number { get; private init; }

    public List<PolicyNode> Children { get; } = [];

    /// <summary>Parses a file.</summary>
    public static PolicyNode Parse(byte[] utf8, string path)
    {
        ReadOnlySpan<byte> text = utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsSpan(3) : utf8;
        Utf8JsonReader reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 });
        LineCounter lines = default;
        try
        {
            reader.Read();
            PolicyNode root = Value(ref reader, text, ref lines, path, "the policy");
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            throw RecordProblems.Fail(
                RecordDiagnosticCodes.BadPolicy,
                $"The policy is no JSON: {exception.Message.Split(" LineNumber:")[0]} Correct line {exception.LineNumber + 1}.",
                exception,
                path,
                (int)(exception.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException exception)
        {
            throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"The policy has a text that is none: {exception.Message.TrimEnd('.')}. Write it as UTF-8, without halves of characters.", exception, path);
        }
    }

    /// <summary>A field of an object.</summary>
    public PolicyNode? Find(string name) => Children.Find(child => child.Name == name);

    /// <summary>What is wrong here.</summary>
    public ModelPackException Bad(string rest) => RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"'{Name}' in the policy {rest}", file: File, line: Line);

    private static PolicyNode Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, ref LineCounter lines, string path, string name)
    {
        int line = lines.At(text, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                PolicyNode map = new(path, name, line, JsonTokenType.StartObject);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string field = reader.GetString()!;
                    int fieldLine = lines.At(text, (int)reader.TokenStartIndex);
                    reader.Read();
                    PolicyNode child = Value(ref reader, text, ref lines, path, field);
                    if (map.Find(field) is not null)
                    {
                        throw RecordProblems.Fail(RecordDiagnosticCodes.BadPolicy, $"'{field}' is in the policy twice. Keep one.", file: path, line: fieldLine);
                    }

                    map.Children.Add(child);
                }

                return map;
            case JsonTokenType.StartArray:
                PolicyNode list = new(path, name, line, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Children.Add(Value(ref reader, text, ref lines, path, name));
                }

                return list;
            case JsonTokenType.Number:
                return new PolicyNode(path, name, line, JsonTokenType.Number) { Number = reader.GetDouble() };
            case JsonTokenType.String:
                return new PolicyNode(path, name, line, JsonTokenType.String) { Text = reader.GetString()! };
            default:
                return new PolicyNode(path, name, line, reader.TokenType);
        }
    }

    private struct LineCounter
    {
        private int _offset;
        private int _line;

        public int At(ReadOnlySpan<byte> text, int offset)
        {
            _line += text[_offset..offset].Count((byte)'\n');
            _offset = offset;
            return _line + 1;
        }
    }
}
