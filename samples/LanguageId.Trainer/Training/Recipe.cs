namespace LanguageId.Trainer.Training;

/// <summary>The hyperparameters of a training.</summary>
/// <param name="Features">The name on the command line.</param>
/// <param name="MaxNGramLength">The length of the longest n-gram, in characters.</param>
/// <param name="NGramsPerLanguage">How many of its most frequent n-grams each language contributes.</param>
/// <param name="Epochs">How often each text is learnt.</param>
internal sealed record Recipe(string Features, int MaxNGramLength, int NGramsPerLanguage, int Epochs)
{
    /// <summary>Single characters: small, and often wrong where languages share an alphabet.</summary>
    public static Recipe Unigrams { get; } = new("unigrams", MaxNGramLength: 1, NGramsPerLanguage: 300, Epochs: 4);

    /// <summary>Runs of one to three characters: they know endings and short words.</summary>
    public static Recipe NGrams { get; } = new("ngrams", MaxNGramLength: 3, NGramsPerLanguage: 2500, Epochs: 3);

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [Unigrams, NGrams];

    /// <summary>The step of the gradient descent.</summary>
    public float LearningRate => 0.5f;

    /// <summary>Weights are rounded to multiples of two to the power of minus this.</summary>
    public int WeightFractionBits => 8;

    /// <summary>The most texts of a language to learn from.</summary>
    public int TrainingTextsPerLanguage => 5000;

    /// <summary>The most texts of a language to measure with.</summary>
    public int EvaluationTextsPerLanguage => 1000;
}
