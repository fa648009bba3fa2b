using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace Probe;

/// <summary>A model as a service sees it.</summary>
public sealed record OpenedModel(string File)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Dictionary<string, string> Inputs { get; } = [];

    public Dictionary<string, string> Outputs { get; } = [];

    public string? Error { get; private set; }

    public bool Ran { get; private set; }

    /// <summary>Opens a model, runs it once, and writes inputs and outputs as a golden sample.</summary>
    public static OpenedModel Open(string path, string file, string sample)
    {
        OpenedModel model = new(file);
        try
        {
            using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using InferenceSession session = new(path, options);
            foreach ((string name, NodeMetadata metadata) in session.InputMetadata)
            {
                model.Inputs[name] = TypeText.Of(metadata);
            }

            foreach ((string name, NodeMetadata metadata) in session.OutputMetadata)
            {
                model.Outputs[name] = TypeText.Of(metadata);
            }

            model.Run(session, sample);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or ArgumentException or NotSupportedException)
        {
            model.Error = exception.Message;
        }

        return model;
    }

    private void Run(InferenceSession session, string sample)
    {
        if (session.OutputMetadata.Values.Any(output => output.OnnxValueType == OnnxValueType.ONNX_TYPE_OPTIONAL))
        {
            throw new NotSupportedException("an absent optional output would end the process");
        }

        List<string> names = [.. session.InputMetadata.Keys];
        List<OrtValue> inputs = [.. names.Select(name => Values.Make(session.InputMetadata[name]))];
        try
        {
            Run(session, sample, names, inputs);
        }
        finally
        {
            // Not left to the finalizers, which know no order between a value and what it holds.
            inputs.ForEach(input => input.Dispose());
        }
    }

    private void Run(InferenceSession session, string sample, List<string> names, List<OrtValue> inputs)
    {
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, names, inputs, session.OutputNames);
        Ran = true;
        Directory.CreateDirectory(Path.GetDirectoryName(sample)!);
        System.IO.File.WriteAllText(sample, JsonSerializer.Serialize(
            new
            {
                inputs = names.Zip(inputs).ToDictionary(pair => pair.First, pair => Values.Write(pair.Second)),
                outputs = session.OutputNames.Zip(outputs).ToDictionary(pair => pair.First, pair => Values.Write(pair.Second)),
            },
            Json));
    }
}
