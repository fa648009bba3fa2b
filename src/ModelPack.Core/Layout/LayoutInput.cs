using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>A packed file.</summary>
/// <param name="Path">Its path in the package, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Wanted">The layout that the author asked for; <see langword="null"/>: the default of its kind.</param>
/// <param name="KeepInline">Whether it stays in the package as it is, however large: card and prompts.</param>
/// <param name="Format">What it is by its content; <see cref="ModelFormat.Unknown"/> where it is no model.</param>
public sealed record LayoutInput(string Path, string FullPath, long Size, FileLayout? Wanted, bool KeepInline, ModelFormat Format)
{
    /// <summary>The same, where it is a model that says nothing of its layout, with a default. Data files follow their models.</summary>
    /// <param name="layout">The default; <see langword="null"/>: that of its kind.</param>
    public LayoutInput WithDefault(FileLayout? layout) => Format == ModelFormat.Unknown ? this : this with { Wanted = Wanted ?? layout };
}
