namespace ModelPack.Runtime.Tasks.Graph;

/// <summary>What a restore complained of.</summary>
/// <param name="Code">The code, e.g. <c>NU1101</c>.</param>
/// <param name="Level"><c>Error</c> or <c>Warning</c>.</param>
/// <param name="Text">The message.</param>
/// <param name="Library">The package that it is about; may be empty.</param>
internal sealed record RestoreMessage(string Code, string Level, string Text, string Library);
