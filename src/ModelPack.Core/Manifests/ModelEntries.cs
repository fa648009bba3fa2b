using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Manifests;

/// <summary>What models say of themselves, as the manifest writes it.</summary>
internal static class ModelEntries
{
    /// <summary>The entries of the models that are packed.</summary>
    /// <param name="collected">The models.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static List<ModelEntry> Of(IEnumerable<ModelSource> collected, ICollection<Problem> problems)
    {
        List<ModelEntry> entries = [];
        List<ModelSource> models = [.. collected.Where(model => model.File.Pack)];
        ModelSource? primary = PrimaryModel.Of(models, problems);
        foreach (ModelSource model in models)
        {
            entries.Add(new ModelEntry
            {
                File = model.File.TargetPath,
                Format = model.Format switch
                {
                    ModelFormat.Onnx => "onnx",
                    ModelFormat.Ort => "ort",
                    ModelFormat.Safetensors => "safetensors",
                    ModelFormat.Gguf => "gguf",
                    _ => "unknown",
                },
                Role = model.File.Item.Get("Role") ?? "model",
                Primary = model == primary,
                Signature = model.Facts is { } facts ? new ModelSignature { Inputs = [.. facts.Inputs], Outputs = [.. facts.Outputs] } : null,
                Opsets = model.Facts?.Opsets is { Count: > 0 } opsets ? opsets : null,
                IrVersion = model.Facts?.IrVersion,
                Producer = model.Facts?.Producer,
                Parameters = (model.Facts?.Parameters ?? model.Weights?.Parameters) is { } count and > 0 ? count : null,
                Metadata = Metadata(model),
            });
        }

        return entries;
    }

    private static SortedDictionary<string, string>? Metadata(ModelSource model) => model switch
    {
        { Facts.Metadata: { Count: > 0 } metadata } => metadata,
        { Weights.Metadata: { Count: > 0 } metadata } => new SortedDictionary<string, string>(metadata.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        _ => null,
    };
}
