namespace ModelPack.Core.Signatures;

/// <summary>One thing that differs between what two versions of a model take and give.</summary>
/// <param name="IsBreaking">Whether code for the former version does not work with the other, or need not.</param>
/// <param name="Text">What differs, as part of a sentence.</param>
public sealed record SignatureDeviation(bool IsBreaking, string Text);
