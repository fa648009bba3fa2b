namespace ModelPack.Core.Records;

/// <summary>Which stays of a stage count for a later one: whoever may push can promote without the stage's policy, but not sign as one of its promoters.</summary>
/// <param name="policy">The policy.</param>
/// <param name="stage">The stage.</param>
internal sealed class StageStays(ReleasePolicy policy, PolicyStage stage)
{
    /// <summary>Whether what a promotion began counts.</summary>
    public bool Counts(PromotionRecord record) => !stage.PromoterSigns || record.SignedBy(policy.MayPromote.SelectMany(person => person.Keys)).Count > 0;

    /// <summary>Says whether the stage served a version, and what proves it.</summary>
    public string Explain(string alias, AliasHistory? history, RecordSubject subject)
    {
        if (history is null)
        {
            return $"there is no '{alias}' yet";
        }

        PromotionRecord[] stays = [.. history.Records.Where(record => record.Model.IsSameAs(subject))];
        return stays.Length == 0 ? $"'{history.Alias}' never served it"
            : !stays.Any(Counts) ? $"'{history.Alias}' served it, but no promotion of it there is signed by one of {string.Join(", ", policy.MayPromote.Select(person => person.Name))}, as {stage.Name} asks; promote it there again with --key"
            : $"it is in the history of '{history.Alias}'{(stage.Approvals > 0 && !stage.PromoterSigns ? $", which only states it: {stage.Name} asks for approvals, and not that promotions be signed ('promoterSigns')" : "")}";
    }
}
