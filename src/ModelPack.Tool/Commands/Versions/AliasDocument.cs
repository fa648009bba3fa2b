namespace ModelPack.Tool.Commands.Versions;

/// <summary>An alias that serves a version.</summary>
internal sealed record AliasDocument(string Stage, string Id, string Version, string? Source);
