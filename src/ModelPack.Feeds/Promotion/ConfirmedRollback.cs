using ModelPack.Core.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>What a confirmation made of an emergency rollback.</summary>
/// <param name="Record">The rollback.</param>
/// <param name="Missing">How many people still have to confirm it.</param>
/// <param name="WasOpen">Whether it waited for a confirmation before.</param>
/// <param name="IsOwn">Whether the one who confirms made it: then somebody else must confirm it.</param>
public sealed record ConfirmedRollback(PromotionRecord Record, int Missing, bool WasOpen, bool IsOwn);
