namespace ModelPack.Core.Records;

/// <summary>Which versions are kept when a feed is cleaned. What an alias ever served, and every release, is always kept.</summary>
/// <param name="Prereleases">How many of the newest prereleases are kept.</param>
public sealed record PolicyRetention(int Prereleases);
