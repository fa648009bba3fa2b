namespace ModelPack.Core.Gguf;

/// <summary>What a GGUF file says about itself.</summary>
public sealed class GgufFacts
{
    /// <summary>The version of the format: 1 to 3.</summary>
    public required int Version { get; init; }

    /// <summary><c>general.architecture</c>, e.g. <c>llama</c>.</summary>
    public string? Architecture { get; internal set; }

    /// <summary><c>general.name</c>.</summary>
    public string? Name { get; internal set; }

    /// <summary>How most tensors are quantized, e.g. <c>Q4_K_M</c>: what <c>general.file_type</c> says.</summary>
    public string? Quantization { get; internal set; }

    /// <summary>The number of elements of all tensors.</summary>
    public long Parameters { get; internal set; }

    /// <summary>The scalar values that the file carries, by key; neither arrays nor texts beyond <see cref="GgufReader.MaxMetadataText"/> bytes, nor the tokenizer's values.</summary>
    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the tensor data begins, in bytes from the start of the file.</summary>
    public long DataStart { get; internal set; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; internal set; } = [];
}
