using System.Diagnostics;
using System.Globalization;
using LanguageId.Trainer;
using LanguageId.Trainer.Data;
using LanguageId.Trainer.Evaluation;
using LanguageId.Trainer.Onnx;
using LanguageId.Trainer.Output;
using LanguageId.Trainer.Training;
using Microsoft.ML.OnnxRuntime;

const int Failed = 1;
const int WrongUsage = 2;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
TrainerOptions options;
try
{
    options = TrainerOptions.Parse(args);
}
catch (TrainerException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{TrainerOptions.Usage}");
    return WrongUsage;
}

try
{
    Train(options);
    return 0;
}
catch (Exception exception) when (exception is TrainerException or IOException or UnauthorizedAccessException or BadImageFormatException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return Failed;
}

static void Train(TrainerOptions options)
{
    Stopwatch clock = Stopwatch.StartNew();
    string sdk = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Sdk ?? SdkFolder.Find()));
    string sdkVersion = Path.GetFileName(sdk);
    Corpus corpus = Corpus.Create(SdkStrings.Read(sdk), options.Recipe.TrainingTextsPerLanguage, options.Recipe.EvaluationTextsPerLanguage);
    Console.WriteLine($"Read the strings of .NET SDK {sdkVersion}: {corpus.Training.Count} texts to learn from, {corpus.Evaluation.Count} to measure with, {Languages.All.Count} languages.");

    LanguageModel trained = LanguageModel.Train(corpus.Training, options.Recipe);
    byte[] onnx = LanguageModelWriter.Write(trained);
    Console.WriteLine($"Trained on {trained.Vocabulary.NGrams.Count} {options.Recipe.Features}: {onnx.Length:N0} bytes of ONNX.");

    using OnnxModel model = new(onnx);
    IReadOnlyList<Prediction> answers = Evaluator.Run(model, trained, corpus.Evaluation);
    Quality quality = Quality.Measure(corpus.Evaluation, answers);
    Quality shortQuality = Evaluator.MeasureShort(model, corpus.Evaluation);
    Quality typoQuality = Evaluator.MeasureTypos(model, corpus.Evaluation);
    Console.WriteLine($"Measured in ONNX Runtime {OrtEnv.Instance().GetVersionString()}: accuracy {quality.Accuracy:P2}, {shortQuality.Accuracy:P2} on the first 20 characters, {typoQuality.Accuracy:P2} with typing errors.");

    TrainingResult result = new(onnx, options.Recipe, sdkVersion, corpus, answers, quality, shortQuality, typoQuality);
    ModelFolder.Write(options.Output, result, GoldenSamples.Create(model, corpus.Evaluation, answers));
    Console.WriteLine($"Wrote {options.Output} after {clock.Elapsed.TotalSeconds:F1} s.");
}
