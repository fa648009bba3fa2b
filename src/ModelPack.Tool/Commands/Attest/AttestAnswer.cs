using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>Writes what became of an attestation.</summary>
internal static class AttestAnswer
{
    /// <summary>Writes it.</summary>
    public static void Write(AttestationResult result, RecordKey? key, ToolOutput output)
    {
        AttestationRecord record = result.Record;
        string package = RecordPackages.Attestations(record.Subject.Id);
        if (output.IsJson)
        {
            ToolOutput.Json(new AttestDocument(result.IsNew, package, record, result.CountsAs, result.Rollbacks.Count == 0 ? null : [.. result.Rollbacks.Select(ConfirmedRollbackDocument.Of)]), AttestJsonContext.Default.AttestDocument);
            return;
        }

        string stage = record.Stage is { } name ? $" for {name}" : "";
        string signed = key is null ? "" : $", key {RecordTexts.Key(key.KeyId)}";
        output.Answer.WriteLine(Shown.Line($"{record.Type} of {record.Subject}{stage} by {RecordTexts.By(record.Actor, record.Envelope is not null)}{signed}: {package} {RecordPackages.VersionOf(record.Sequence)}{(result.IsNew ? "" : ", as before")}."));
        if (result.CountsAs is { } holder)
        {
            output.Answer.WriteLine(Shown.Line($"It counts as {holder}'s, whose key it is."));
        }

        foreach (ConfirmedRollback rollback in result.Rollbacks)
        {
            output.Answer.WriteLine(Shown.Line(State(rollback)));
        }
    }

    private static string State(ConfirmedRollback rollback)
    {
        PromotionRecord record = rollback.Record;
        string what = $"The rollback of {RecordTexts.Time(record.Time)} to {record.Model.Version} by {record.Actor.Name} ({record.Alias} {record.AliasVersion})";
        return !rollback.WasOpen ? $"{what} was confirmed already."
            : rollback.IsOwn ? $"{what} is not confirmed by it: whoever made it cannot confirm it, another person must."
            : rollback.Missing == 0 ? $"{what} is confirmed now."
            : $"{what} is not confirmed yet: still {rollback.Missing} to go.";
    }
}
