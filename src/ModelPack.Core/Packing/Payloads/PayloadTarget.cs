namespace ModelPack.Core.Packing.Payloads;

/// <summary>What a build that is part of a pack is told.</summary>
/// <param name="Settings">How large files are packed.</param>
/// <param name="OutputFolder">The full path of the folder where the packages belong.</param>
public sealed record PayloadTarget(PayloadSettings Settings, string OutputFolder);
