namespace ModelPack.Core.Validation;

/// <summary>What a run established, kept until something that it depends on changes.</summary>
public sealed class Proof
{
    /// <summary>The entry for the manifest.</summary>
    public ModelValidation Validation { get; set; } = new();

    /// <summary>The types that the runtime inferred, by input or output name, where they differ from the declared ones.</summary>
    public SortedDictionary<string, ModelType>? Inferred { get; set; }
}
