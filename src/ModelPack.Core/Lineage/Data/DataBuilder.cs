using System.Globalization;

namespace ModelPack.Core.Lineage.Data;

/// <summary>Makes a tree out of a parser's events, within limits.</summary>
/// <param name="streams">What is handed out instead of kept.</param>
/// <param name="reopen">Whether a map may be continued later under the same key, as TOML's tables are.</param>
internal sealed class DataBuilder(DataStreams? streams = null, bool reopen = false)
{
    public const int MaximumDepth = 60;

    /// <summary>Values that are held at once: more than any real file has outside of its long lists.</summary>
    private const int MaximumValues = 2_000_000;

    /// <summary>Values that aliases add to those that are written: what a tool writes twice by an alias is small.</summary>
    private const long MaximumAliased = 1_000_000;
    private const int MaximumPooledKey = 64;

    private readonly Stack<(DataNode Node, string Key, int Held)> _open = new();
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private string? _key;
    private int _held;
    private long _aliased;
    private bool _handed;

    /// <summary>The outermost value; <see langword="null"/> for an empty document.</summary>
    public DataNode? Root { get; private set; }

    /// <summary>Whether the next scalar is a key.</summary>
    public bool WantsKey => _key is null && _open.TryPeek(out var top) && top.Node.Kind == DataKind.Map;

    public void Key(string text)
    {
        if (text.Length > MaximumPooledKey)
        {
            _key = text;
        }
        else if (!_keys.TryGetValue(text, out _key))
        {
            _keys[text] = _key = text;
        }
    }

    public void StartMap(int line)
    {
        if (reopen && _key is { } key && _open.TryPeek(out var top) && top.Node.Find(key) is { Kind: DataKind.Map } former)
        {
            Open(former);
            return;
        }

        Open(DataNode.Map(line));
    }

    public void StartList(int line) => Open(DataNode.List(line));

    public void Scalar(DataKind kind, string text, int line) => Add(DataNode.Scalar(kind, text, line));

    /// <summary>Ends the innermost list or map, and gives it.</summary>
    public DataNode End()
    {
        (DataNode node, string key, int held) = _open.Pop();
        Merge(node);
        node.Close();
        (_key, int before) = (key.Length > 0 ? key : null, _held);
        Place(node);
        if (_handed)
        {
            _held -= before - held;
        }

        return node;
    }

    /// <summary>Adds a value that is elsewhere, too.</summary>
    public void Alias(DataNode node)
    {
        Expand(node);
        Add(node);
    }

    /// <summary>Adds a finished value.</summary>
    public void Add(DataNode node)
    {
        Hold(node);
        Place(node);
        if (_handed)
        {
            _held--;
        }
    }

    private void Open(DataNode node)
    {
        int held = _held;
        Hold(node);
        _open.Push((node, _key ?? "", held));
        _key = null;
        if (_open.Count > MaximumDepth)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The document has more than {MaximumDepth} levels."), node.Line);
        }
    }

    private void Hold(DataNode node)
    {
        if (++_held > MaximumValues)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The document has more than {MaximumValues} values."), node.Line);
        }
    }

    /// <summary>Whoever walks the document visits what an alias names each time: that is bounded here, once for all.</summary>
    private void Expand(DataNode node)
    {
        _aliased += node.Size;
        if (_aliased > MaximumAliased)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"Aliases expand the document by more than {MaximumAliased} values."), node.Line);
        }
    }

    private void Place(DataNode node)
    {
        string? key = _key;
        _key = null;
        _handed = false;
        if (!_open.TryPeek(out var top))
        {
            Root ??= node;
            return;
        }

        // Root, the streamed list or map, and its entry, which is handed out.
        if (_open.Count == 2 && streams?.For(top.Key) is { } handle)
        {
            handle(key ?? "", node);
            _handed = true;
            return;
        }

        if (top.Node.Kind == DataKind.List)
        {
            top.Node.Entries!.Add(node);
        }
        else
        {
            top.Node.Set(key ?? "", node);
        }
    }

    /// <summary>YAML's merge key: what a map takes from others unless it has it itself.</summary>
    private void Merge(DataNode node)
    {
        if (node.Kind != DataKind.Map || reopen || node.Find("<<") is not { Kind: DataKind.Map or DataKind.List } merged)
        {
            return;
        }

        foreach (DataNode other in merged.Kind == DataKind.Map ? [merged] : merged.Items)
        {
            foreach ((string key, DataNode value) in other.Pairs)
            {
                if (node.Find(key) is null)
                {
                    Hold(value);
                    Expand(value);
                    node.Set(key, value);
                }
            }
        }

        node.Fields!.RemoveAll(pair => pair.Key == "<<");
        node.Reindex();
    }
}
