using LanguageId.Trainer.Data;
using Microsoft.ML.OnnxRuntime;

namespace LanguageId.Trainer.Evaluation;

/// <summary>The written model, run in ONNX Runtime as a service would run it.</summary>
internal sealed class OnnxModel : IDisposable
{
    private const int BatchSize = 64;

    private readonly RunOptions _options = new();
    private readonly InferenceSession _session;

    /// <summary>Loads a model.</summary>
    public OnnxModel(byte[] model)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1 };
        _session = new InferenceSession(model, options);
    }

    /// <summary>The model's answers, in order; texts of different length share a batch.</summary>
    public IEnumerable<Prediction> Predict(IEnumerable<string> texts) => texts.Chunk(BatchSize).SelectMany(Run);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private Prediction[] Run(string[] texts)
    {
        using OrtValue input = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [texts.Length]);
        for (int i = 0; i < texts.Length; i++)
        {
            input.StringTensorSetElementAt(texts[i], i);
        }

        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, ["text"], [input], ["language", "probabilities"]);
        string[] languages = outputs[0].GetStringTensorAsArray();
        float[] probabilities = outputs[1].GetTensorDataAsSpan<float>().ToArray();
        return [.. languages.Zip(probabilities.Chunk(Languages.All.Count), (language, row) => new Prediction(language, row))];
    }
}
