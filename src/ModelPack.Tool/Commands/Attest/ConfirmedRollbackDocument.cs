using ModelPack.Feeds.Promotion;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>What a confirmation made of an emergency rollback.</summary>
/// <param name="Alias">The id of the alias.</param>
/// <param name="AliasVersion">Its version that the rollback published.</param>
/// <param name="Missing">How many people still have to confirm it.</param>
/// <param name="WasOpen">Whether it waited for a confirmation before.</param>
/// <param name="IsOwn">Whether the one who confirms made it.</param>
internal sealed record ConfirmedRollbackDocument(string Alias, string AliasVersion, int Missing, bool WasOpen, bool IsOwn)
{
    /// <summary>Makes it.</summary>
    public static ConfirmedRollbackDocument Of(ConfirmedRollback rollback) => new(rollback.Record.Alias, rollback.Record.AliasVersion, rollback.Missing, rollback.WasOpen, rollback.IsOwn);
}
