namespace ModelPack.Testing.Onnx;

/// <summary>A model whose weights lie in other files.</summary>
/// <param name="Model">The <c>.onnx</c>.</param>
/// <param name="Files">The other files, by their location in the model (forward slashes).</param>
public sealed record ExternalModel(byte[] Model, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Writes model and files; gives the model's full path.</summary>
    public string WriteTo(TempFolder folder, string model = "model.onnx")
    {
        string path = folder.Write(model, Model);
        string parent = Path.GetDirectoryName(model) ?? "";
        foreach ((string location, byte[] content) in Files)
        {
            folder.Write(Path.Combine(parent, location), content);
        }

        return path;
    }
}
