using ModelPack.Core.Samples;

namespace ModelPack.Validator;

/// <summary>Finds the outputs in which a model differs from itself: two runs on one input.</summary>
internal sealed class Determinism
{
    private readonly SortedSet<string> _unstable = new(StringComparer.Ordinal);

    /// <summary>What the manifest says; <see langword="null"/> of a model that repeats itself.</summary>
    public string? Note => _unstable.Count == 0 ? null
        : $"nondeterministic: {string.Join(", ", _unstable.Select(name => $"'{name}'"))} differs from one run to the next on the same input, and is compared by type and shape only";

    /// <summary>Compares two runs.</summary>
    /// <param name="tolerance">What still counts as the same.</param>
    /// <param name="first">The outputs of the first run.</param>
    /// <param name="second">Those of the second.</param>
    /// <returns>The outputs that differ, each with whether even their types and shapes do.</returns>
    public IReadOnlyDictionary<string, bool> Compare(Tolerance tolerance, IReadOnlyDictionary<string, SampleValue> first, IReadOnlyDictionary<string, SampleValue> second)
    {
        Dictionary<string, bool> differing = new(StringComparer.Ordinal);
        foreach ((string name, SampleValue value) in first)
        {
            if (new ValueComparer(tolerance).Compare(second[name], value) is not null)
            {
                _unstable.Add(name);
                differing[name] = new ValueComparer(tolerance, formOnly: true).Compare(second[name], value) is not null;
            }
        }

        return differing;
    }
}
