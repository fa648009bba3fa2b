namespace ModelPack.Feeds.Rollback;

/// <summary>A value in a project file.</summary>
/// <param name="Name">The name of the attribute, or of the element.</param>
/// <param name="Value">The value.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How long it is in the text.</param>
internal sealed record MarkupValue(string Name, string Value, int Start, int Length);
