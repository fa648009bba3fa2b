namespace ModelPack.Core.Samples;

/// <summary>How an output differs from the golden one.</summary>
/// <param name="ValuesDiffer">Whether type and shape are right and values are not.</param>
/// <param name="What">The difference in words, e.g. <c>at [0,3]: got 1.5, expected 1.25 (0.25 apart, 0.00126 allowed)</c>.</param>
/// <param name="ToleranceHelps">Whether a wider tolerance would accept the value.</param>
internal sealed record ValueMismatch(bool ValuesDiffer, string What, bool ToleranceHelps = false);
