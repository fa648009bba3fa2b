using System.Globalization;
using ModelPack.Feeds.History;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Log;

/// <summary>The history of a model in words.</summary>
internal static class LogLines
{
    /// <summary>What happened.</summary>
    public static string What(LogEntry entry) => entry.Kind switch
    {
        LogEntryKind.Published => $"{entry.Version} published{(entry.Detail is { } detail ? $" ({detail})" : "")}",
        LogEntryKind.Promoted => $"{entry.Version} promoted to {entry.Stage}{Replaced(entry)}{Serves(entry)}",
        LogEntryKind.RolledBack => $"{entry.Stage} rolled back to {entry.Version}{Replaced(entry)}{Serves(entry)}",
        LogEntryKind.Attested => $"{entry.Version}: {entry.Detail}{(entry.Stage is { } stage ? $" for {stage}" : "")} (attestation {entry.Number})",
        LogEntryKind.Revoked => $"{entry.Version} REVOKED ({entry.Detail})",
        LogEntryKind.Deployed => $"{entry.Version} deployed with {entry.Detail}{(entry.Stage is { } stage ? $" through {stage}{(entry.AliasVersion is { } alias ? $" {alias}" : "")}" : "")}",
        _ => $"{entry.Version ?? $"{entry.Stage} {entry.AliasVersion}"}: {entry.Detail}",
    };

    /// <summary>Who did it, and how sure that is.</summary>
    public static string Who(LogEntry entry) => entry.Actor is not { } actor ? "" : EvidenceTexts.Who(actor, entry.ActorSource, entry.Evidence, entry.ProvenBy);

    /// <summary>Why, and what else there is to know.</summary>
    public static string Why(LogEntry entry) => Shown.List(
    [
        entry.Reason,
        .. (entry.Metrics ?? []).Select(AttestationTexts.Metric),
        AttestationTexts.Validation(entry.Validation),
        entry.Ticket,
        entry.File is { } file ? AttestationTexts.File(file.Path, file.Sha256) : null,
        entry.Approvals.Count > 0 ? $"approved by {string.Join(", ", entry.Approvals)}" : null,
        entry.IsEmergency ? entry.IsOpen ? "EMERGENCY, still to be confirmed" : "emergency, confirmed" : null,
        entry.FeedTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"the feed says {time:yyyy-MM-dd HH:mm}") : null,
        entry.IsPackageGone && entry.Kind != LogEntryKind.Gap ? "gap: this package is not on the source" : null,
    ]);

    // What a project's reference names.
    private static string Serves(LogEntry entry) => $"; {entry.Stage} {entry.AliasVersion} serves it";

    private static string Replaced(LogEntry entry) => entry.Replaced is { } replaced ? $" (before: {replaced})" : "";
}
