namespace ModelPack.Feeds.History;

/// <summary>Compares what two versions of a model take and give.</summary>
/// <param name="Change">How bad it is.</param>
/// <param name="Reason">The first thing that differs, where something does.</param>
public sealed record SignatureDifference(SignatureChange Change, string? Reason)
{
    private static readonly SignatureDifference s_same = new(SignatureChange.None, null);

    /// <summary>Compares two versions.</summary>
    /// <param name="before">The version before.</param>
    /// <param name="after">The version.</param>
    public static SignatureDifference Of(ModelManifest before, ModelManifest after)
    {
        ModelEntry[] callable = [.. before.Models.Where(model => model.Signature is not null)];
        if (callable.Length == 0 || !after.Models.Any(model => model.Signature is not null))
        {
            return new SignatureDifference(SignatureChange.Unknown, null);
        }

        SignatureDifference worst = s_same;
        foreach (ModelEntry model in callable)
        {
            SignatureDifference difference = Counterpart(model, after) is { Signature: { } signature }
                ? Of(model.Signature!, signature)
                : Breaking($"the model '{model.File}' is gone");
            worst = difference.Change > worst.Change ? difference : worst;
        }

        return worst.Change == SignatureChange.None && after.Models.Count(model => model.Signature is not null) > callable.Length ? Compatible("there is another model") : worst;
    }

    // The primary model may be called otherwise: callers do not name it.
    private static ModelEntry? Counterpart(ModelEntry model, ModelManifest after) =>
        (model.Primary ? after.PrimaryModel : null) ?? after.Models.FirstOrDefault(other => other.File == model.File);

    private static SignatureDifference Of(ModelSignature before, ModelSignature after)
    {
        SignatureDifference worst = s_same;
        foreach (ModelValue input in after.Inputs)
        {
            Worsen(ref worst, before.Inputs.Find(value => value.Name == input.Name) is { } former
                ? Takes($"the input '{input.Name}'", former.Type, input.Type)
                : input.Type.Kind == "optional" ? Compatible($"there is an optional input '{input.Name}'") : Breaking($"there is another input '{input.Name}'"));
        }

        foreach (ModelValue former in before.Inputs.Where(former => !after.Inputs.Exists(value => value.Name == former.Name)))
        {
            Worsen(ref worst, Breaking($"the input '{former.Name}' is gone"));
        }

        foreach (ModelValue former in before.Outputs)
        {
            Worsen(ref worst, after.Outputs.Find(value => value.Name == former.Name) is { } output
                ? Gives($"the output '{former.Name}'", former.Type, output.Type)
                : Breaking($"the output '{former.Name}' is gone"));
        }

        if (after.Outputs.Find(output => !before.Outputs.Exists(value => value.Name == output.Name)) is { } more)
        {
            Worsen(ref worst, Compatible($"there is another output '{more.Name}'"));
        }

        return worst;
    }

    /// <summary>An input: whatever was allowed must still be.</summary>
    private static SignatureDifference Takes(string what, ModelType before, ModelType after) => Types(what, before, after, isInput: true);

    /// <summary>An output: whatever comes must have been possible before.</summary>
    private static SignatureDifference Gives(string what, ModelType before, ModelType after) => Types(what, before, after, isInput: false);

    private static SignatureDifference Types(string what, ModelType before, ModelType after, bool isInput)
    {
        if (before.Kind != after.Kind || before.ElementType != after.ElementType || before.KeyType != after.KeyType)
        {
            return Breaking($"{what} is {Describe(after)}, and was {Describe(before)}");
        }

        SignatureDifference shapes = Shapes(what, before.Shape, after.Shape, isInput);
        if (before.Element is null != after.Element is null)
        {
            return Breaking($"{what} holds something else");
        }

        SignatureDifference elements = before.Element is { } element ? Types(what, element, after.Element!, isInput) : s_same;
        return elements.Change > shapes.Change ? elements : shapes;
    }

    private static SignatureDifference Shapes(string what, List<ModelDimension>? before, List<ModelDimension>? after, bool isInput)
    {
        if (before is null || after is null)
        {
            return before is null && after is null ? s_same
                : isInput == (after is null) ? Compatible($"{what} has {(after is null ? "any shape" : "a known shape")}")
                : Breaking($"{what} has {(after is null ? "an unknown shape" : "one shape only")}");
        }

        if (before.Count != after.Count)
        {
            return Breaking($"{what} has {after.Count} dimensions, and had {before.Count}");
        }

        SignatureDifference worst = s_same;
        for (int i = 0; i < before.Count; i++)
        {
            // A symbol's name is no contract; a size is.
            if (before[i].Size != after[i].Size)
            {
                bool isWider = after[i].Size is null;
                bool isNarrower = before[i].Size is null;
                string change = $"dimension {i} of {what} is {after[i]}, and was {before[i]}";
                Worsen(ref worst, (isInput ? isWider : isNarrower) ? Compatible(change) : Breaking(change));
            }
        }

        return worst;
    }

    private static string Describe(ModelType type) => type.ElementType is { } element ? $"a {type.Kind} of {element}" : $"a {type.Kind}";

    private static void Worsen(ref SignatureDifference worst, SignatureDifference other) => worst = other.Change > worst.Change ? other : worst;

    private static SignatureDifference Compatible(string reason) => new(SignatureChange.Compatible, reason);

    private static SignatureDifference Breaking(string reason) => new(SignatureChange.Breaking, reason);
}
