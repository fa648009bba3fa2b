using ModelPack.Core.Layout;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Inputs;

/// <summary>A file of the model, with its place in the package.</summary>
/// <param name="Item">The item that named it; for external data, that of the model.</param>
/// <param name="FullPath">The full path of the author's file.</param>
/// <param name="TargetPath">The path in the package, with forward slashes.</param>
/// <param name="Pack">Whether the package holds it.</param>
/// <param name="Materialize">Whether services get it.</param>
public sealed record InputFile(ModelItem Item, string FullPath, string TargetPath, bool Pack, bool Materialize)
{
    /// <summary>Whether the file is a model's external data rather than what an item named.</summary>
    public bool IsExternalData { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The layout that the author asked for; <see langword="null"/>: the default of its kind. External data follows its model.</summary>
    public FileLayout? Layout => Item.Kind == ModelItemKind.Weights && !IsExternalData && Enum.TryParse(Item.Get("Layout"), ignoreCase: true, out FileLayout layout) ? layout : null;

    /// <summary>Whether the file stays in the package as it is, however large.</summary>
    public bool KeepInline => Item.Kind is ModelItemKind.Card or ModelItemKind.Prompt;

    /// <summary>The role in the manifest: one of <see cref="ModelFileRoles"/>.</summary>
    public string Role => Item.Kind switch
    {
        ModelItemKind.Weights => ModelFileRoles.Weights,
        ModelItemKind.Tokenizer => ModelFileRoles.Tokenizer,
        ModelItemKind.Config => ModelFileRoles.Config,
        ModelItemKind.Prompt => ModelFileRoles.Prompt,
        ModelItemKind.Retrieval => ModelFileRoles.Retrieval,
        ModelItemKind.Evaluation => ModelFileRoles.Evaluation,
        ModelItemKind.Sample => ModelFileRoles.Sample,
        _ => throw new InvalidOperationException($"{Item.Kind} is no packed file of the model."),
    };
}
