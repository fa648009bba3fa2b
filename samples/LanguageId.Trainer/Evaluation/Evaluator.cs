using LanguageId.Trainer.Data;
using LanguageId.Trainer.Training;

namespace LanguageId.Trainer.Evaluation;

/// <summary>Measures the written model on texts that it was not trained on, and that it computes what was trained.</summary>
internal static class Evaluator
{
    private const float Tolerance = 1e-4f;
    private const int ShortLength = 20;
    private const int LettersPerTypo = 8;

    /// <summary>The answers of the ONNX model.</summary>
    /// <exception cref="TrainerException">The ONNX model answers otherwise than the trained one.</exception>
    public static IReadOnlyList<Prediction> Run(OnnxModel onnx, LanguageModel trained, IReadOnlyList<LabeledText> texts)
    {
        // The graph sees batches of mixed length, the trained model one text at a time.
        List<Prediction> answers = [.. onnx.Predict(texts.Select(text => text.Text))];
        foreach ((Prediction answer, float[] expected, LabeledText text) in answers.Zip(trained.Predict(texts), texts))
        {
            float difference = answer.Probabilities.Zip(expected).Max(pair => MathF.Abs(pair.First - pair.Second));
            if (!(difference <= Tolerance) || answer.Language != Languages.All[Array.IndexOf(answer.Probabilities, answer.Probabilities.Max())])
            {
                throw new TrainerException($"The ONNX model and the trained one differ by {difference} on the text '{text.Text}'.");
            }
        }

        return answers;
    }

    /// <summary>The quality on the beginnings of the texts only.</summary>
    public static Quality MeasureShort(OnnxModel onnx, IReadOnlyList<LabeledText> texts) =>
        Quality.Measure(texts, [.. onnx.Predict(texts.Select(text => text.Text[..Math.Min(text.Text.Length, ShortLength)]))]);

    /// <summary>The quality on texts with typing errors: how easily the model is misled.</summary>
    public static Quality MeasureTypos(OnnxModel onnx, IReadOnlyList<LabeledText> texts) =>
        Quality.Measure(texts, [.. onnx.Predict(texts.Select(text => WithTypos(text.Text)))]);

    /// <summary>Swaps two neighbouring letters in every eight characters, always the same ones.</summary>
    private static string WithTypos(string text)
    {
        char[] characters = text.ToCharArray();
        for (int i = 1; i + 1 < characters.Length; i += LettersPerTypo)
        {
            if (char.IsLetter(characters[i]) && char.IsLetter(characters[i + 1]))
            {
                (characters[i], characters[i + 1]) = (characters[i + 1], characters[i]);
            }
        }

        return new string(characters);
    }
}
