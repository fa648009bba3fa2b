namespace ModelPack.Core.Lineage.Merging;

/// <summary>Which source each fact of the manifest came from.</summary>
public sealed class FactOrigins
{
    /// <summary>The project itself: its items and properties.</summary>
    public const int Project = -1;

    /// <summary>More entries of a section than a person reads are not told one by one.</summary>
    public const int Listed = 200;

    private readonly Dictionary<string, SortedDictionary<string, int>> _origins = new(StringComparer.Ordinal);

    /// <summary>Notes where an entry of a section came from; the last note counts.</summary>
    /// <param name="section">The section, e.g. <c>configuration.hyperparameters</c>.</param>
    /// <param name="name">The entry; empty where the section is one fact.</param>
    /// <param name="source">The index of the source, or <see cref="Project"/>.</param>
    public void Note(string section, string name, int source)
    {
        if (!_origins.TryGetValue(section, out SortedDictionary<string, int>? entries))
        {
            _origins[section] = entries = new(StringComparer.Ordinal);
        }

        entries[name] = source;
    }

    /// <summary>What came from a source: a section, where all of it did, else <c>section/entry</c>.</summary>
    public List<string> Of(int source)
    {
        List<string> facts = [];
        foreach ((string section, SortedDictionary<string, int> entries) in _origins.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            List<string> own = [.. entries.Where(entry => entry.Value == source).Select(entry => entry.Key)];
            if (own.Count == entries.Count)
            {
                facts.Add(section);
            }
            else
            {
                facts.AddRange(own.Take(Listed).Select(name => $"{section}/{name}"));
            }
        }

        return facts;
    }
}
