using LanguageId.Trainer.Data;

namespace LanguageId.Trainer.Evaluation;

/// <summary>How good the answers are.</summary>
/// <param name="Accuracy">The share of right answers.</param>
/// <param name="MacroF1">The mean of <paramref name="F1"/>.</param>
/// <param name="F1">For each language the harmonic mean of precision and recall.</param>
internal sealed record Quality(double Accuracy, double MacroF1, IReadOnlyDictionary<string, double> F1)
{
    private const int Digits = 4;

    /// <summary>Compares answers with the truth.</summary>
    public static Quality Measure(IReadOnlyList<LabeledText> truth, IReadOnlyList<Prediction> answers)
    {
        int[] right = new int[Languages.All.Count];
        int[] wanted = new int[right.Length];
        int[] given = new int[right.Length];
        foreach ((LabeledText text, Prediction answer) in truth.Zip(answers))
        {
            int language = Languages.IndexOf(answer.Language);
            wanted[text.Language]++;
            given[language]++;
            right[language] += language == text.Language ? 1 : 0;
        }

        // 2 * precision * recall / (precision + recall)
        double[] f1 = [.. right.Select((count, language) => 2.0 * count / (wanted[language] + given[language]))];
        return new(
            Math.Round((double)right.Sum() / truth.Count, Digits),
            Math.Round(f1.Average(), Digits),
            Languages.All.Zip(f1).ToDictionary(entry => entry.First, entry => Math.Round(entry.Second, Digits), StringComparer.Ordinal));
    }
}
