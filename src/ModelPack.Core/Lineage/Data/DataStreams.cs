namespace ModelPack.Core.Lineage.Data;

/// <summary>
/// What is handed out piece by piece while a document is read, instead of kept: the entries of some of its outermost lists or maps. So a lock
/// file of any length takes the memory of its largest entry.
/// </summary>
internal sealed class DataStreams
{
    private readonly Dictionary<string, Action<string, DataNode>> _handlers = new(StringComparer.Ordinal);

    /// <summary>Takes the entries of an outermost list or map.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="handle">Gets the key of each entry (empty in a list) and the entry.</param>
    public DataStreams On(string key, Action<string, DataNode> handle)
    {
        _handlers[key] = handle;
        return this;
    }

    public Action<string, DataNode>? For(string key) => _handlers.GetValueOrDefault(key);
}
