using System.Globalization;
using LanguageId.Trainer.Data;

namespace LanguageId.Trainer.Output;

/// <summary>The model card, with front matter as on Hugging Face.</summary>
internal static class ModelCard
{
    /// <summary>The card as Markdown.</summary>
    public static string Create(TrainingResult result)
    {
        // The front matter wants languages without script or region.
        IEnumerable<string> languages = Languages.All.Select(language => language.Split('-')[0]).Distinct(StringComparer.Ordinal);
        IEnumerable<string> rows = Languages.All.Select(language => string.Create(CultureInfo.InvariantCulture, $"| {language} | {result.Quality.F1[language]:F4} |"));
        string counted = result.Recipe.MaxNGramLength == 1 ? "single characters" : $"runs of up to {result.Recipe.MaxNGramLength} characters";
        return string.Create(CultureInfo.InvariantCulture, $"""
            ---
            license: mit
            language: [{string.Join(", ", languages)}]
            library_name: onnx
            pipeline_tag: text-classification
            tags: [language-identification, onnx]
            metrics: [accuracy, f1]
            ---
            # LanguageId

            Detects the language of a short text: {string.Join(", ", Languages.All)}.

            | | name | type | shape | |
            |---|---|---|---|---|
            | input | `text` | string | [N] | the texts, as they are |
            | output | `language` | string | [N] | the most probable language |
            | output | `probabilities` | float | [N, {Languages.All.Count}] | the probability of each language, in the order of `labels.txt` |

            Logistic regression over the frequencies of {counted}. The graph does all of it, from the text to the name;
            it needs ONNX Runtime, for the operator `Tokenizer` of `com.microsoft`.

            ## Training data

            {result.Corpus.Training.Count} clauses of the user interface strings of .NET SDK {result.SdkVersion}, localized by professionals.
            Placeholders, code and untranslated strings are left out. `modelpack.json` has the digest.

            ## Quality

            Measured in ONNX Runtime on {result.Corpus.Evaluation.Count} other clauses of the same SDK. Texts that differ in case, digits or punctuation only are in one split.

            | | |
            |---|---|
            | accuracy | {result.Quality.Accuracy:F4} |
            | macro F1 | {result.Quality.MacroF1:F4} |
            | accuracy on the first 20 characters | {result.ShortQuality.Accuracy:F4} |
            | accuracy with typing errors | {result.TypoQuality.Accuracy:F4} |

            | language | F1 |
            |---|---|
            {string.Join('\n', rows)}

            ## Limits

            It learnt from messages of developer tools only: everyday language, names and slang were not measured. It always answers with
            one of its languages; a text in another one, a text of a few letters, or an empty one gets an answer that means nothing.

            """).ReplaceLineEndings("\n");
    }
}
