namespace ModelPack.Runtime.Tasks.Graph;

/// <summary>The ways from a project to something that it depends on.</summary>
internal static class DependencyWays
{
    private const int Shown = 3;

    /// <summary>The shortest way that begins with each direct reference, the shortest first; without the project itself.</summary>
    /// <param name="assets">What the restore found.</param>
    /// <param name="id">The package or project that the ways lead to.</param>
    public static IReadOnlyList<IReadOnlyList<Library>> Find(ProjectAssets assets, string id) =>
        [.. assets.Direct.Distinct(StringComparer.OrdinalIgnoreCase).Select(direct => Shortest(assets, direct, id)).OfType<IReadOnlyList<Library>>().OrderBy(way => way.Count).ThenBy(way => way[0].Id, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Some ways as text: <c>Service -> Contoso.Search 2.0.0 -> Contoso.Sentiment 1.2.0</c>.</summary>
    /// <param name="project">The name of the project.</param>
    /// <param name="ways">The ways; at least one.</param>
    public static string Describe(string project, IReadOnlyList<IReadOnlyList<Library>> ways)
    {
        string shown = string.Join(", and ", ways.Take(Shown).Select(way => $"{project} -> {string.Join(" -> ", way.Select(library => library.Name))}"));
        return ways.Count > Shown ? $"{shown}, and {ways.Count - Shown} more" : shown;
    }

    private static List<Library>? Shortest(ProjectAssets assets, string from, string to)
    {
        if (!assets.Libraries.TryGetValue(from, out Library? first))
        {
            return null;
        }

        Dictionary<string, Library?> cameFrom = new(StringComparer.OrdinalIgnoreCase) { [first.Id] = null };
        Queue<Library> open = new([first]);
        while (open.TryDequeue(out Library? library))
        {
            if (library.Id.Equals(to, StringComparison.OrdinalIgnoreCase))
            {
                return Back(library, cameFrom);
            }

            foreach (string dependency in library.Dependencies)
            {
                if (assets.Libraries.TryGetValue(dependency, out Library? next) && cameFrom.TryAdd(next.Id, library))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static List<Library> Back(Library last, Dictionary<string, Library?> cameFrom)
    {
        List<Library> way = [];
        for (Library? library = last; library is not null; library = cameFrom[library.Id])
        {
            way.Insert(0, library);
        }

        return way;
    }
}
