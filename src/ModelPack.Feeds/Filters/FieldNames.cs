using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary>The fields of documents as filters name them, to say which one may have been meant.</summary>
internal sealed class FieldNames
{
    private const int MostNames = 5_000;
    private const int Shown = 3;
    private const int LongestName = 100;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the fields of documents.</summary>
    public void Add(IReadOnlyList<JsonElement> documents)
    {
        foreach (JsonElement document in documents)
        {
            Add(document, "");
        }
    }

    /// <summary>The fields whose names are nearest to a name, the nearest first; none where all are far from it.</summary>
    public IReadOnlyList<string> Nearest(string name)
    {
        int farthest = Math.Max(1, name.Length / 3);
        return [.. _names
            .Where(known => Math.Abs(known.Length - name.Length) <= farthest || known.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))
            // 'accuracy' for metrics.accuracy is no mistake of letters.
            .Select(known => (Name: known, Distance: known.EndsWith("." + name, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(known.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(known => known.Distance <= farthest)
            .OrderBy(known => known.Distance)
            .ThenBy(known => known.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(known => known.Name)];
    }

    private void Add(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String)
                {
                    Take(path, name.GetString()!);
                }

                Add(item, path);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Add(property.Value, Take(path, property.Name));
            }
        }
    }

    private string Take(string path, string name)
    {
        string full = path.Length == 0 ? name : $"{path}.{name}";
        if (full.Length <= LongestName && _names.Count < MostNames)
        {
            _names.Add(full);
        }

        return full;
    }

    // Levenshtein's.
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
