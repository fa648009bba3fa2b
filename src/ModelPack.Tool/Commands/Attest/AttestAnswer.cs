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
            ToolOutput.Json(new AttestDocument(result.IsNew, package, record), AttestJsonContext.Default.AttestDocument);
            return;
        }

        string stage = record.Stage is { } name ? $" for {name}" : "";
        string signed = key is null ? "" : $", key {RecordTexts.Key(key.KeyId)}";
        output.Answer.WriteLine(Shown.Line($"{record.Type} of {record.Subject}{stage} by {RecordTexts.By(record.Actor, record.Envelope is not null)}{signed}: {package} {RecordPackages.VersionOf(record.Sequence)}{(result.IsNew ? "" : ", as before")}."));
    }
}
