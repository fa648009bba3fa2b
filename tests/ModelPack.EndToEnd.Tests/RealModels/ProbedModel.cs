namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>What the service printed about one model: types as ONNX Runtime reports them, and the error of a load or run.</summary>
internal sealed record ProbedModel(string File, IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Outputs, string? Error, bool Ran);
