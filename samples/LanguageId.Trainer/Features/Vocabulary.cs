using System.Runtime.InteropServices;
using LanguageId.Trainer.Data;

namespace LanguageId.Trainer.Features;

/// <summary>The n-grams that are features, and how a text becomes a vector of them.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<NGram, int> _indexes;

    private Vocabulary(CharacterTable table, int maxLength, NGram[] ngrams)
    {
        Table = table;
        MaxLength = maxLength;
        NGrams = ngrams;
        _indexes = ngrams.Select((ngram, index) => (ngram, index)).ToDictionary(entry => entry.ngram, entry => entry.index);
    }

    /// <summary>What characters count as.</summary>
    public CharacterTable Table { get; }

    /// <summary>The length of the longest n-gram.</summary>
    public int MaxLength { get; }

    /// <summary>The features, shorter n-grams first.</summary>
    public IReadOnlyList<NGram> NGrams { get; }

    /// <summary>Chooses the n-grams that are most frequent in each language.</summary>
    /// <param name="texts">The texts to learn from.</param>
    /// <param name="maxLength">The length of the longest n-gram.</param>
    /// <param name="perLanguage">How many n-grams each language has a say in.</param>
    public static Vocabulary Create(IReadOnlyList<LabeledText> texts, int maxLength, int perLanguage)
    {
        CharacterTable table = new(texts.Select(text => text.Text));
        Dictionary<NGram, int>[] counts = [.. Languages.All.Select(_ => new Dictionary<NGram, int>())];
        foreach (LabeledText text in texts)
        {
            Dictionary<NGram, int> ofLanguage = counts[text.Language];
            foreach (NGram ngram in NGram.All(table.Apply(text.Text), maxLength))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(ofLanguage, ngram, out _)++;
            }
        }

        // A blank alone says nothing; ties are broken by the n-gram, so that the choice is the same in every run.
        NGram[] chosen = [.. counts
            .SelectMany(ofLanguage => ofLanguage
                .Where(entry => entry.Key.Packed != CharacterTable.Blank)
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key)
                .Take(perLanguage)
                .Select(entry => entry.Key))
            .Distinct()
            .Order()];
        return new(table, maxLength, chosen);
    }

    /// <summary>The features of each text; see <see cref="Vectorize(string)"/>.</summary>
    public Feature[][] Vectorize(IReadOnlyList<LabeledText> texts) =>
        [.. texts.AsParallel().AsOrdered().Select(text => Vectorize(text.Text))];

    /// <summary>The features of a text: how often each n-gram occurs, scaled to a vector of length one (or zero).</summary>
    public Feature[] Vectorize(string text)
    {
        Dictionary<int, float> counts = [];
        foreach (NGram ngram in NGram.All(Table.Apply(text), MaxLength))
        {
            if (_indexes.TryGetValue(ngram, out int index))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, index, out _)++;
            }
        }

        float length = MathF.Sqrt(counts.Values.Sum(count => count * count));
        return [.. counts.OrderBy(entry => entry.Key).Select(entry => new Feature(entry.Key, entry.Value / length))];
    }
}
