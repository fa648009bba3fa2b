using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>
/// Compares the signature that a tracker recorded with that of the ONNX model. Only what cannot both be true is told: columns (of a data frame)
/// and converted types are common, and are no contradiction.
/// </summary>
internal static class SignatureComparison
{
    /// <summary>Compares all recorded signatures with the model, where there is exactly one.</summary>
    public static void Check(IEnumerable<ImportedFacts> imports, CollectedFiles collected, ICollection<Problem> problems)
    {
        if (collected.Models.Where(model => model.File.Pack).ToList() is not [{ Facts: { } model, File: { } file }])
        {
            return;
        }

        foreach (ClaimedSignature claim in imports.SelectMany(facts => facts.Signatures))
        {
            if ((Explain("input", claim.Inputs, model.Inputs) ?? Explain("output", claim.Outputs, model.Outputs)) is { } difference)
            {
                problems.Add(new Problem(
                    DiagnosticCodes.SignatureDiffers,
                    $"The signature in '{Path.GetFileName(claim.Source)}' is not that of '{file.TargetPath}': {difference}. See that model and lineage belong together.",
                    claim.Source,
                    Severity: ProblemSeverity.Warning));
            }
        }
    }

    private static string? Explain(string side, IReadOnlyList<ClaimedTensor>? recorded, IReadOnlyList<ModelValue> actual)
    {
        // Columns have no shape; of a data frame the model may take all in one tensor.
        if (recorded is null || recorded.Count == 0 || recorded.Any(tensor => tensor.Shape is null))
        {
            return null;
        }

        if (recorded is [{ Name: null } only] && actual is [var value])
        {
            return Explain(side, only, value);
        }

        foreach (ClaimedTensor tensor in recorded.Where(tensor => tensor.Name is not null))
        {
            if (actual.FirstOrDefault(value => value.Name == tensor.Name) is not { } named)
            {
                return $"the model has no {side} '{tensor.Name}' but {string.Join(", ", actual.Select(value => $"'{value.Name}'"))}";
            }

            if (Explain(side, tensor, named) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? Explain(string side, ClaimedTensor tensor, ModelValue value)
    {
        if (value.Type is not { Kind: "tensor", Shape: { } shape } || tensor.Shape is not { } recorded)
        {
            return null;
        }

        if (recorded.Count != shape.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the {side} '{value.Name}' has {shape.Count} dimensions, {recorded.Count} were recorded");
        }

        for (int i = 0; i < shape.Count; i++)
        {
            if (shape[i].Size is { } size && recorded[i] >= 0 && size != recorded[i])
            {
                return string.Create(CultureInfo.InvariantCulture, $"dimension {i} of the {side} '{value.Name}' is {size}, {recorded[i]} was recorded");
            }
        }

        return tensor.ElementType is { } type && value.Type.ElementType is { } actual && IsNumber(type) != IsNumber(actual)
            ? $"the {side} '{value.Name}' is of {actual}, {type} was recorded"
            : null;
    }

    private static bool IsNumber(string type) => type is not ("string" or "bool");
}
