using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Inputs;

/// <summary>The files of a project.</summary>
/// <param name="Files">All but the card, ordered by path in the package.</param>
/// <param name="Card">The model card.</param>
/// <param name="Models">What is a model among them, ordered by path in the package.</param>
public sealed record CollectedFiles(IReadOnlyList<InputFile> Files, InputFile? Card, IReadOnlyList<ModelSource> Models)
{
    /// <summary>What is packed, as planners of its layout take it.</summary>
    /// <param name="defaultLayout">The layout of models that say nothing; <see langword="null"/>: that of their kind.</param>
    public IReadOnlyList<LayoutInput> ToLayout(FileLayout? defaultLayout)
    {
        Dictionary<string, ModelFormat> formats = Models.ToDictionary(model => model.File.FullPath, model => model.Format, StringComparer.Ordinal);
        return [.. Files.Append(Card).OfType<InputFile>().Where(file => file.Pack)
            .Select(file => new LayoutInput(file.TargetPath, file.FullPath, file.Size, file.Layout, file.KeepInline, formats.GetValueOrDefault(file.FullPath)).WithDefault(defaultLayout))];
    }
}
