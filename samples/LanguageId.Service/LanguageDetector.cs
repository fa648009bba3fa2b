using Microsoft.ML.OnnxRuntime;
using ModelPack;

namespace LanguageId.Service;

/// <summary>Runs the packaged model. One session serves all requests: sessions may be used by many threads at once.</summary>
internal sealed class LanguageDetector(ModelPackage package) : IDisposable
{
    private readonly InferenceSession _session = new(package.GetPrimaryModelPath());

    /// <summary>Detects the language of each text.</summary>
    public IReadOnlyList<Detection> Detect(IReadOnlyList<string> texts)
    {
        using OrtValue input = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [texts.Count]);
        for (int i = 0; i < texts.Count; i++)
        {
            input.StringTensorSetElementAt(texts[i], i);
        }

        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, ["text"], [input], ["language", "probabilities"]);
        string[] languages = outputs[0].GetStringTensorAsArray();
        float[] probabilities = outputs[1].GetTensorDataAsSpan<float>().ToArray();
        return [.. languages.Zip(probabilities.Chunk(probabilities.Length / texts.Count), (language, row) => new Detection(language, row.Max()))];
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
