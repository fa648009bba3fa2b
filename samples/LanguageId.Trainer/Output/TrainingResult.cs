using LanguageId.Trainer.Data;
using LanguageId.Trainer.Evaluation;
using LanguageId.Trainer.Training;

namespace LanguageId.Trainer.Output;

/// <summary>All that the model's folder is written from.</summary>
/// <param name="Onnx">The model.</param>
/// <param name="Recipe">How it was trained.</param>
/// <param name="SdkVersion">The version of the SDK whose strings were learnt.</param>
/// <param name="Corpus">The texts.</param>
/// <param name="Answers">The model's answers to the evaluation texts.</param>
/// <param name="Quality">The quality on the evaluation texts.</param>
/// <param name="ShortQuality">The quality on the first 20 characters of the evaluation texts.</param>
/// <param name="TypoQuality">The quality on the evaluation texts with typing errors.</param>
internal sealed record TrainingResult(
    byte[] Onnx,
    Recipe Recipe,
    string SdkVersion,
    Corpus Corpus,
    IReadOnlyList<Prediction> Answers,
    Quality Quality,
    Quality ShortQuality,
    Quality TypoQuality);
