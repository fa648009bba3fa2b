using ModelPack.Core.Signatures;

namespace ModelPack.Feeds.History;

/// <summary>Compares what two versions of a model take and give.</summary>
/// <param name="Change">How bad it is.</param>
/// <param name="Reason">The first thing that differs, where something does.</param>
public sealed record SignatureDifference(SignatureChange Change, string? Reason)
{
    /// <summary>Compares two versions.</summary>
    /// <param name="before">The version before.</param>
    /// <param name="after">The version.</param>
    public static SignatureDifference Of(ModelManifest before, ModelManifest after)
    {
        if (before.Models.TrueForAll(model => model.Signature is null) || after.Models.TrueForAll(model => model.Signature is null))
        {
            return new SignatureDifference(SignatureChange.Unknown, null);
        }

        return SignatureComparer.Compare(before, after).MaxBy(deviation => deviation.IsBreaking) is { } worst
            ? new SignatureDifference(worst.IsBreaking ? SignatureChange.Breaking : SignatureChange.Compatible, worst.Text)
            : new SignatureDifference(SignatureChange.None, null);
    }
}
