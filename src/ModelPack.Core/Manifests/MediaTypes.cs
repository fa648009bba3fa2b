namespace ModelPack.Core.Manifests;

/// <summary>Media types by file name.</summary>
internal static class MediaTypes
{
    /// <summary>The IANA media type, or the customary one; <see langword="null"/> where there is none.</summary>
    public static string? Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".onnx" => "application/vnd.onnx",
        ".ort" => "application/vnd.onnxruntime.ort",
        ".safetensors" => "application/vnd.safetensors",
        ".gguf" => "application/vnd.gguf",
        ".json" => "application/json",
        ".yaml" or ".yml" => "application/yaml",
        ".md" => "text/markdown",
        ".txt" => "text/plain",
        ".csv" => "text/csv",
        ".pb" => "application/protobuf",
        _ => null,
    };
}
