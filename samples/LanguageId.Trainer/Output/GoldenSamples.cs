using LanguageId.Trainer.Data;
using LanguageId.Trainer.Evaluation;

namespace LanguageId.Trainer.Output;

/// <summary>Inputs with the answers that every runtime must give.</summary>
internal static class GoldenSamples
{
    private const int LongestText = 60;
    private const double ClearProbability = 0.8;
    private const int Digits = 6;
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-4;

    /// <summary>For each language one evaluation text, as a batch; one text alone; the empty text.</summary>
    public static Dictionary<string, object> Create(OnnxModel model, IReadOnlyList<LabeledText> evaluation, IReadOnlyList<Prediction> answers)
    {
        List<string> texts = [.. Languages.All.Select((_, language) => Choose(language, evaluation, answers))];
        return new(StringComparer.Ordinal)
        {
            ["languages"] = Sample(model, texts),
            ["single"] = Sample(model, [texts[0]]),
            ["empty"] = Sample(model, [""]),
        };
    }

    /// <summary>The first short and readable text with a clear and right answer, else the first of the language.</summary>
    private static string Choose(int language, IReadOnlyList<LabeledText> evaluation, IReadOnlyList<Prediction> answers)
    {
        var ofLanguage = evaluation.Zip(answers).Where(entry => entry.First.Language == language).ToList();
        (LabeledText text, _) = ofLanguage
            .Where(entry => IsReadable(entry.First.Text) && entry.Second.Probabilities[language] >= ClearProbability)
            .FirstOrDefault(ofLanguage[0]);
        return text.Text;
    }

    private static bool IsReadable(string text) => text.Length <= LongestText && text.All(c => char.IsLetter(c) || c is ' ' or ',');

    private static object Sample(OnnxModel model, IReadOnlyList<string> texts)
    {
        List<Prediction> answers = [.. model.Predict(texts)];
        return new
        {
            Inputs = new { Text = texts },
            Outputs = new { Language = answers.Select(answer => answer.Language), Probabilities = answers.Select(answer => answer.Probabilities.Select(value => MathF.Round(value, Digits))) },
            Tolerance = new { Rtol = RelativeTolerance, Atol = AbsoluteTolerance },
        };
    }
}
