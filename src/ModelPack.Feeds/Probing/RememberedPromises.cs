namespace ModelPack.Feeds.Probing;

/// <summary>What is remembered of a probe.</summary>
/// <param name="Delete">What deleting means.</param>
/// <param name="Probed">When it was found out.</param>
internal sealed record RememberedPromises(string Delete, DateTimeOffset Probed);
