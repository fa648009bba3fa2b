using System.Security.Cryptography;
using System.Text;

namespace LanguageId.Trainer.Data;

/// <summary>Labelled texts, split for training and evaluation. Both splits are in the order of a hash of the text: mixed, and the same in every run.</summary>
internal sealed class Corpus
{
    /// <summary>Texts whose hash begins with a byte below this are for evaluation: a fifth.</summary>
    private const int EvaluationBelow = 51;

    private Corpus(IReadOnlyList<LabeledText> training, IReadOnlyList<LabeledText> evaluation)
    {
        Training = training;
        Evaluation = evaluation;
    }

    /// <summary>The texts to learn from.</summary>
    public IReadOnlyList<LabeledText> Training { get; }

    /// <summary>The texts to measure with.</summary>
    public IReadOnlyList<LabeledText> Evaluation { get; }

    /// <summary>Cleans, deduplicates, orders and splits the strings.</summary>
    /// <param name="strings">For each language its strings.</param>
    /// <param name="trainingPerLanguage">The most texts of a language to learn from.</param>
    /// <param name="evaluationPerLanguage">The most texts of a language to measure with.</param>
    /// <exception cref="TrainerException">A language has too few texts.</exception>
    public static Corpus Create(IReadOnlyDictionary<string, HashSet<string>> strings, int trainingPerLanguage, int evaluationPerLanguage)
    {
        Dictionary<string, LabeledText?> texts = new(StringComparer.Ordinal);
        for (int language = 0; language < Languages.All.Count; language++)
        {
            // Of the clauses with one key the first in ordinal order stays, whatever order the files were read in.
            foreach (string clause in strings[Languages.All[language]].AsParallel().SelectMany(TextCleaner.Clauses).AsSequential().Order(StringComparer.Ordinal))
            {
                string key = TextCleaner.Key(clause);
                if (!texts.TryGetValue(key, out LabeledText? known))
                {
                    texts.Add(key, new(clause, language));
                }
                else if (known is { } other && other.Language != language)
                {
                    // In two languages: not translated, or alike in both. It teaches nothing.
                    texts[key] = null;
                }
            }
        }

        var hashed = texts
            .Where(entry => entry.Value is not null)
            .Select(entry => (Hash: SHA256.HashData(Encoding.UTF8.GetBytes(entry.Key)), Text: entry.Value!.Value))
            .OrderBy(entry => Convert.ToHexString(entry.Hash), StringComparer.Ordinal)
            .ToLookup(entry => entry.Hash[0] < EvaluationBelow, entry => entry.Text);
        return new(
            Take(hashed[false], trainingPerLanguage),
            Take(hashed[true], evaluationPerLanguage));
    }

    /// <summary>The digest of a split: <c>sha256:</c> over one UTF-8 line <c>language, tab, text</c> per text, in order.</summary>
    public static string Digest(IEnumerable<LabeledText> split)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabeledText text in split)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Languages.All[text.Language]}\t{text.Text}\n"));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<LabeledText> Take(IEnumerable<LabeledText> texts, int perLanguage)
    {
        int[] taken = new int[Languages.All.Count];
        List<LabeledText> split = [.. texts.Where(text => taken[text.Language]++ < perLanguage)];
        int poorest = Array.IndexOf(taken, taken.Min());
        return taken[poorest] >= perLanguage / 10
            ? split
            : throw new TrainerException($"The SDK has only {taken[poorest]} texts in the language '{Languages.All[poorest]}': its satellite assemblies are missing. Name another SDK's folder with --sdk.");
    }
}
