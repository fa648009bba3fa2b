using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LanguageId.Trainer.Data;
using LanguageId.Trainer.Evaluation;
using LanguageId.Trainer.Training;

namespace LanguageId.Trainer.Output;

/// <summary>Writes the files of a model project. Equal results give equal bytes.</summary>
internal static class ModelFolder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes every file. A file that would not change is left alone, so that builds stay incremental.</summary>
    public static void Write(string folder, TrainingResult result, IReadOnlyDictionary<string, object> samples)
    {
        WriteFile(folder, "language-id.onnx", result.Onnx);
        WriteFile(folder, "labels.txt", string.Concat(Languages.All.Select(language => language + "\n")));
        WriteFile(folder, "metrics.json", ToJson(Metrics(result)));
        WriteFile(folder, "params.yaml", Parameters(result.Recipe));
        WriteFile(folder, "dataset.props", DatasetProps.Create(result));
        WriteFile(folder, "MODEL_CARD.md", ModelCard.Create(result));
        foreach ((string name, object sample) in samples)
        {
            WriteFile(Path.Combine(folder, "samples"), name + ".json", ToJson(sample));
        }
    }

    private static object Metrics(TrainingResult result) => new
    {
        result.Quality.Accuracy,
        result.Quality.MacroF1,
        ShortAccuracy = result.ShortQuality.Accuracy,
        TypoAccuracy = result.TypoQuality.Accuracy,
        result.Quality.F1,
    };

    private static string Parameters(Recipe recipe) => string.Create(CultureInfo.InvariantCulture, $"""
        features: {recipe.Features}
        max_ngram_length: {recipe.MaxNGramLength}
        ngrams_per_language: {recipe.NGramsPerLanguage}
        epochs: {recipe.Epochs}
        learning_rate: {recipe.LearningRate}
        weight_fraction_bits: {recipe.WeightFractionBits}
        training_texts_per_language: {recipe.TrainingTextsPerLanguage}
        evaluation_texts_per_language: {recipe.EvaluationTextsPerLanguage}

        """).ReplaceLineEndings("\n");

    private static string ToJson(object value) => JsonSerializer.Serialize(value, Json) + "\n";

    private static void WriteFile(string folder, string name, string text) => WriteFile(folder, name, Encoding.UTF8.GetBytes(text));

    private static void WriteFile(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return;
        }

        // Beside the target and then renamed: a build that runs now sees the old file or the new one, never half of it.
        Directory.CreateDirectory(folder);
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
