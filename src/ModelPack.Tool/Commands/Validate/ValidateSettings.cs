namespace ModelPack.Tool.Commands.Validate;

/// <summary>How models are validated.</summary>
/// <param name="Runtimes">Versions of ONNX Runtime, normalized.</param>
/// <param name="Providers">Execution providers.</param>
/// <param name="Timeout">The limit of the load, and of each run.</param>
/// <param name="Memory">The limit of memory above the weights, in bytes.</param>
/// <param name="CustomOps">Full paths of libraries with custom operators.</param>
/// <param name="Samples">The full path of a folder of samples that are taken instead of those that are found.</param>
/// <param name="Model">The path of the only model to validate.</param>
/// <param name="Given">The options that were given, of those that a model project says itself, each with its property.</param>
internal sealed record ValidateSettings(
    IReadOnlyList<string> Runtimes,
    IReadOnlyList<string> Providers,
    TimeSpan Timeout,
    long Memory,
    IReadOnlyList<string> CustomOps,
    string? Samples,
    string? Model,
    IReadOnlyList<(string Option, string Property)> Given);
