namespace ModelPack.Core.Signatures;

/// <summary>
/// Compares what two versions of a model take and give, for the code that calls them. Whatever was allowed must still be, and whatever comes must have been possible
/// before; names of symbolic dimensions are no contract, sizes are.
/// </summary>
public static class SignatureComparer
{
    /// <summary>Compares two versions.</summary>
    /// <param name="before">The version that code was written for.</param>
    /// <param name="after">The other one.</param>
    /// <returns>What differs; nothing where the former version has no signature.</returns>
    public static IReadOnlyList<SignatureDeviation> Compare(ModelManifest before, ModelManifest after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ModelEntry[] callable = [.. before.Models.Where(model => model.Signature is not null)];
        List<SignatureDeviation> found = [];
        foreach (ModelEntry model in callable)
        {
            if (Counterpart(model, after) is { Signature: { } signature })
            {
                Values(found, callable.Length == 1 ? "" : $" of '{model.File}'", model.Signature!, signature);
            }
            else
            {
                found.Add(Breaking($"the model '{model.File}' is gone"));
            }
        }

        if (callable.Length > 0 && after.Models.Count(model => model.Signature is not null) > callable.Length)
        {
            found.Add(Compatible("there is another model"));
        }

        return found;
    }

    // The primary model may be called otherwise: callers do not name it.
    private static ModelEntry? Counterpart(ModelEntry model, ModelManifest after) =>
        (model.Primary ? after.PrimaryModel : null) ?? after.Models.FirstOrDefault(other => other.File == model.File);

    private static void Values(List<SignatureDeviation> found, string of, ModelSignature before, ModelSignature after)
    {
        foreach (ModelValue input in after.Inputs)
        {
            if (before.Inputs.Find(value => value.Name == input.Name) is { } former)
            {
                Types(found, $"the input '{input.Name}'{of}", former.Type, input.Type, isInput: true);
            }
            else
            {
                found.Add(input.Type.Kind == "optional" ? Compatible($"there is an optional input '{input.Name}'{of}") : Breaking($"there is another input '{input.Name}'{of}"));
            }
        }

        found.AddRange(before.Inputs.Where(former => !after.Inputs.Exists(value => value.Name == former.Name)).Select(former => Breaking($"the input '{former.Name}'{of} is gone")));
        foreach (ModelValue former in before.Outputs)
        {
            if (after.Outputs.Find(value => value.Name == former.Name) is { } output)
            {
                Types(found, $"the output '{former.Name}'{of}", former.Type, output.Type, isInput: false);
            }
            else
            {
                found.Add(Breaking($"the output '{former.Name}'{of} is gone"));
            }
        }

        found.AddRange(after.Outputs.Where(output => !before.Outputs.Exists(value => value.Name == output.Name)).Select(output => Compatible($"there is another output '{output.Name}'{of}")));
    }

    private static void Types(List<SignatureDeviation> found, string what, ModelType before, ModelType after, bool isInput)
    {
        if (before.Kind != after.Kind || before.ElementType != after.ElementType || before.KeyType != after.KeyType)
        {
            found.Add(Breaking($"{what} is {Describe(after)}, and was {Describe(before)}"));
            return;
        }

        Shapes(found, what, before.Shape, after.Shape, isInput);
        if (before.Element is null != after.Element is null)
        {
            found.Add(Breaking($"{what} holds something else"));
        }
        else if (before.Element is { } element)
        {
            Types(found, what, element, after.Element!, isInput);
        }
    }

    private static void Shapes(List<SignatureDeviation> found, string what, List<ModelDimension>? before, List<ModelDimension>? after, bool isInput)
    {
        if (before is null || after is null)
        {
            if (before is not null || after is not null)
            {
                found.Add(isInput == (after is null) ? Compatible($"{what} has {(after is null ? "any shape" : "a known shape")}") : Breaking($"{what} has {(after is null ? "an unknown shape" : "one shape only")}"));
            }

            return;
        }

        if (before.Count != after.Count)
        {
            found.Add(Breaking($"{what} has {after.Count} dimensions, and had {before.Count}"));
            return;
        }

        for (int i = 0; i < before.Count; i++)
        {
            if (before[i].Size != after[i].Size)
            {
                bool isWider = after[i].Size is null;
                bool isNarrower = before[i].Size is null;
                string change = $"dimension {i} of {what} is {after[i]}, and was {before[i]}";
                found.Add((isInput ? isWider : isNarrower) ? Compatible(change) : Breaking(change));
            }
        }
    }

    private static string Describe(ModelType type) => type.ElementType is { } element ? $"a {type.Kind} of {element}" : $"a {type.Kind}";

    private static SignatureDeviation Compatible(string text) => new(false, text);

    private static SignatureDeviation Breaking(string text) => new(true, text);
}
