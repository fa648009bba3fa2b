namespace ModelPack.Core.Tokenizers;

/// <summary>The ids of tokens, each of which may occur once.</summary>
internal sealed class TokenIds
{
    private readonly List<int> ids = [];

    /// <summary>How many ids there are.</summary>
    public int Count => ids.Count;

    /// <summary>Adds an id.</summary>
    public void Add(int id) => ids.Add(id);

    /// <summary>An id that was added twice; <see langword="null"/> where there is none.</summary>
    public int? Twin()
    {
        ids.Sort();
        for (int i = 1; i < ids.Count; i++)
        {
            if (ids[i] == ids[i - 1])
            {
                return ids[i];
            }
        }

        return null;
    }
}
