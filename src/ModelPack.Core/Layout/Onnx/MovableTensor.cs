namespace ModelPack.Core.Layout.Onnx;

/// <summary>A tensor whose data can lie in any file.</summary>
/// <param name="name">Its name; empty where it has none.</param>
/// <param name="data">Its data.</param>
/// <param name="wasExternal">Whether the author has it in another file.</param>
public sealed class MovableTensor(string name, FileRange data, bool wasExternal)
{
    /// <summary>Its name, for messages: empty where it has none, and not unique.</summary>
    public string Name { get; } = name;

    /// <summary>Its data, in the <c>.onnx</c> itself or in another file of the author's; never empty.</summary>
    public FileRange Data { get; } = data;

    /// <summary>Whether the author has it in another file.</summary>
    public bool WasExternal { get; } = wasExternal;
}
