namespace ModelPack.Core.Samples;

/// <summary>A value that goes into a model or comes out of it: a tree, as ONNX's types are.</summary>
internal abstract class SampleValue
{
    /// <summary>The kind, in the words of <see cref="ModelType.Kind"/>.</summary>
    public abstract string Kind { get; }
}
