using LanguageId.Trainer.Data;
using LanguageId.Trainer.Features;

namespace LanguageId.Trainer.Training;

/// <summary>A trained model: the features, and what they say about each language.</summary>
/// <param name="Vocabulary">The features.</param>
/// <param name="Regression">The weights.</param>
internal sealed record LanguageModel(Vocabulary Vocabulary, SoftmaxRegression Regression)
{
    /// <summary>Learns from texts, in their order.</summary>
    public static LanguageModel Train(IReadOnlyList<LabeledText> texts, Recipe recipe)
    {
        Vocabulary vocabulary = Vocabulary.Create(texts, recipe.MaxNGramLength, recipe.NGramsPerLanguage);
        SoftmaxRegression regression = new(vocabulary.NGrams.Count, Languages.All.Count);
        Feature[][] vectors = vocabulary.Vectorize(texts);
        for (int epoch = 0; epoch < recipe.Epochs; epoch++)
        {
            for (int i = 0; i < vectors.Length; i++)
            {
                regression.Learn(vectors[i], texts[i].Language, recipe.LearningRate);
            }
        }

        regression.Round(recipe.WeightFractionBits);
        return new(vocabulary, regression);
    }

    /// <summary>The probability of each language, for each text.</summary>
    public IEnumerable<float[]> Predict(IReadOnlyList<LabeledText> texts)
    {
        foreach (Feature[] vector in Vocabulary.Vectorize(texts))
        {
            float[] probabilities = new float[Regression.Classes];
            Regression.Predict(vector, probabilities);
            yield return probabilities;
        }
    }
}
