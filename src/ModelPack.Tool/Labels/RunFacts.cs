using System.Globalization;
using ModelPack.Core.Packing;

namespace ModelPack.Tool.Labels;

/// <summary>What models take and give, and where it was proved that they run.</summary>
internal static class RunFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest) => manifest.Models.SelectMany(Model);

    private static IEnumerable<LabelFact> Model(ModelEntry model)
    {
        string opsets = string.Join(", ", (model.Opsets ?? []).Select(opset => $"{(opset.Key.Length == 0 ? "ai.onnx" : opset.Key)} {opset.Value}"));
        yield return new LabelFact(model.File, FactText.Join(
            model.Format,
            model.Primary ? "primary" : null,
            FactText.Named("role", model.Role),
            FactText.Named("opset", opsets),
            FactText.Named("IR version", model.IrVersion?.ToString(CultureInfo.InvariantCulture)),
            model.Parameters is { } parameters ? $"{parameters.ToString("N0", CultureInfo.InvariantCulture)} parameters" : null,
            FactText.Named("made by", model.Producer)), FactSources.Bytes);
        foreach ((string direction, ModelValue value) in Values(model))
        {
            yield return new LabelFact($"{model.File}: {direction} {value.Name}", TypeNames.Of(value.Type) + (value.Inferred is { } inferred ? $", at run time {TypeNames.Of(inferred)}" : ""), FactSources.Bytes);
        }

        foreach (ModelValidation validation in model.Validations ?? [])
        {
            yield return new LabelFact($"{model.File}: validation", FactText.Join(
                validation.Outcome,
                validation.Runtime.Length > 0 ? $"ONNX Runtime {validation.Runtime} on {validation.ExecutionProvider}" : null,
                validation.Samples is { } samples ? $"{samples} golden sample(s)" : null,
                validation.LargestError is { } error ? $"largest error {FactText.Number(error)}" : null,
                FactText.Named("input:", validation.Input),
                validation.Note), FactSources.Build);
        }
    }

    private static IEnumerable<(string, ModelValue)> Values(ModelEntry model) => model.Signature is { } signature
        ? signature.Inputs.Select(value => ("input", value)).Concat(signature.Outputs.Select(value => ("output", value)))
        : [];
}
