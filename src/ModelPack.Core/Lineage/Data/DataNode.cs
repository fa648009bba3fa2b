using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelPack.Core.Lineage.Data;

/// <summary>
/// A value of a YAML, TOML or JSON document, with its line. What YAML names twice by an alias is one node: reading costs nothing more, and
/// whoever walks the tree must keep a budget.
/// </summary>
internal sealed class DataNode
{
    private const int SearchedByIndex = 16;

    private readonly object? _content;
    private Dictionary<string, int>? _index;

    private DataNode(DataKind kind, int line, object? content) => (Kind, Line, _content) = (kind, line, content);

    public DataKind Kind { get; }

    /// <summary>The line that it begins in; 0 where that is unknown.</summary>
    public int Line { get; }

    /// <summary>How many values it holds where what aliases name counts each time, itself included.</summary>
    public long Size { get; private set; } = 1;

    /// <summary>The text of a scalar; empty for anything else.</summary>
    public string Text => _content as string ?? "";

    /// <summary>The entries of a list; none for anything else.</summary>
    public IReadOnlyList<DataNode> Items => Entries ?? [];

    /// <summary>The entries of a map; none for anything else.</summary>
    public IReadOnlyList<KeyValuePair<string, DataNode>> Pairs => Fields ?? [];

    public bool IsScalar => Kind is DataKind.Text or DataKind.Number or DataKind.Boolean;

    /// <summary>The value of a key; <see langword="null"/> where there is none, it is null, or this is no map.</summary>
    public DataNode? this[string key] => Find(key) is { Kind: not DataKind.Null } node ? node : null;

    internal List<DataNode>? Entries => _content as List<DataNode>;

    internal List<KeyValuePair<string, DataNode>>? Fields => _content as List<KeyValuePair<string, DataNode>>;

    public static DataNode Scalar(DataKind kind, string text, int line) => new(kind, line, kind == DataKind.Null ? null : text);

    public static DataNode List(int line) => new(DataKind.List, line, new List<DataNode>());

    public static DataNode Map(int line) => new(DataKind.Map, line, new List<KeyValuePair<string, DataNode>>());

    /// <summary>The text of a scalar under a key; <see langword="null"/> where there is none, or it is empty.</summary>
    public string? String(string key) => this[key] is { IsScalar: true, Text: { Length: > 0 } text } ? text : null;

    /// <summary>A whole number under a key.</summary>
    public long? Integer(string key) => this[key] is { IsScalar: true } node && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>A truth value under a key.</summary>
    public bool? Flag(string key) => this[key] is { Kind: DataKind.Boolean } node ? node.Text == "true" : null;

    /// <summary>The texts under a key: one, or those of a list.</summary>
    public IEnumerable<string> Strings(string key) => this[key] switch
    {
        { IsScalar: true, Text: { Length: > 0 } text } => [text],
        { Kind: DataKind.List } list => list.Items.Where(item => item.IsScalar && item.Text.Length > 0).Select(item => item.Text),
        _ => [],
    };

    /// <summary>The value as JSON; <see langword="null"/> for null.</summary>
    /// <exception cref="DataException">It expands to too much.</exception>
    public JsonElement? ToJson(DataBudget budget) =>
        ToNode(budget, 0) is { } node ? JsonSerializer.SerializeToElement(node, LineageJsonContext.Default.JsonNode) : null;

    internal bool Set(string key, DataNode value)
    {
        List<KeyValuePair<string, DataNode>> fields = Fields!;
        int at = IndexOf(key);
        if (at >= 0)
        {
            fields[at] = new(key, value);
            return false;
        }

        fields.Add(new(key, value));
        _index?.TryAdd(key, fields.Count - 1);
        return true;
    }

    /// <summary>After the last entry.</summary>
    internal void Close() => Size = 1 + (Entries?.Sum(entry => entry.Size) ?? Fields?.Sum(field => field.Value.Size) ?? 0);

    /// <summary>After entries were removed.</summary>
    internal void Reindex() => _index = null;

    internal DataNode? Find(string key) => IndexOf(key) is >= 0 and int at ? Fields![at].Value : null;

    private int IndexOf(string key)
    {
        if (Fields is not { } fields)
        {
            return -1;
        }

        if (_index is null && fields.Count > SearchedByIndex)
        {
            _index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < fields.Count; i++)
            {
                _index[fields[i].Key] = i;
            }
        }

        return _index is null ? fields.FindIndex(pair => pair.Key == key) : _index.GetValueOrDefault(key, -1);
    }

    private JsonNode? ToNode(DataBudget budget, int depth)
    {
        budget.Spend(this, depth);
        switch (Kind)
        {
            case DataKind.Null:
                return null;
            case DataKind.Boolean:
                return JsonValue.Create(Text == "true");
            case DataKind.Number:
                return ScalarValues.Number(Text) ?? JsonValue.Create(Text);
            case DataKind.List:
                return new JsonArray([.. Items.Select(item => item.ToNode(budget, depth + 1))]);
            case DataKind.Map:
                JsonObject map = [];
                foreach ((string key, DataNode value) in Pairs)
                {
                    map[key] = value.ToNode(budget, depth + 1);
                }

                return map;
            default:
                return JsonValue.Create(Text);
        }
    }
}
