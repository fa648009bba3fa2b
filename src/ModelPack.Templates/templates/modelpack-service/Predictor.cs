using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using ModelPack;

namespace Company.Service._1;

/// <summary>Runs the package's primary ONNX model. One session serves all requests: it may be used from several threads at once.</summary>
public sealed class Predictor : IDisposable
{
    private readonly InferenceSession? session;

    public Predictor(ModelPackage package)
    {
        session = package.Manifest.PrimaryModel?.Format is "onnx" or "ort" ? new InferenceSession(package.GetPrimaryModelPath()) : null;
    }

    /// <summary>The model's inputs, as "name: type[shape]".</summary>
    public IReadOnlyList<string> Inputs => session is null ? [] : Describe(session.InputMetadata);

    /// <summary>The model's outputs, as "name: type[shape]".</summary>
    public IReadOnlyList<string> Outputs => session is null ? [] : Describe(session.OutputMetadata);

    /// <summary>Runs the model on inputs given by name.</summary>
    public IReadOnlyDictionary<string, object?> Predict(IReadOnlyDictionary<string, JsonElement> inputs)
    {
        if (session is null)
        {
            throw new PredictionException("The package names no primary ONNX model. Run one of its models by path: package.GetFile(\"encoder.onnx\").", StatusCodes.Status409Conflict);
        }

        if (inputs.Keys.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name)) is { } unknown)
        {
            throw new PredictionException($"The model has no input '{unknown}'; it takes {string.Join(", ", Inputs)}.");
        }

        Dictionary<string, OrtValue> values = [];
        try
        {
            foreach ((string name, NodeMetadata metadata) in session.InputMetadata)
            {
                values[name] = inputs.TryGetValue(name, out JsonElement json)
                    ? JsonTensors.Read(json, name, metadata)
                    : throw new PredictionException($"The input '{name}' is missing; the model takes {string.Join(", ", Inputs)}.");
            }

            using RunOptions options = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, values, session.OutputNames);
            return session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => JsonTensors.Write(pair.Second));
        }
        finally
        {
            foreach (OrtValue value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    public void Dispose() => session?.Dispose();

    private static List<string> Describe(IReadOnlyDictionary<string, NodeMetadata> values) =>
        [.. values.Select(value => value.Value.IsTensor
            ? $"{value.Key}: {value.Value.ElementDataType.ToString().ToLowerInvariant()}[{string.Join(", ", value.Value.Dimensions.Zip(value.Value.SymbolicDimensions, Dimension))}]"
            : $"{value.Key}: {value.Value.OnnxValueType}")];

    private static string Dimension(int size, string symbol) => size >= 0 ? $"{size}" : symbol.Length > 0 ? symbol : "?";
}
