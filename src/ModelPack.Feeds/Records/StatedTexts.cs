using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>What records may say in words. They are never taken back, and everything that lists them shows them.</summary>
internal static class StatedTexts
{
    // Some hundred thousand of them fill a package of records for good.
    internal const int MaximumReason = 10_000;

    private const int MaximumTicket = 2_000;

    /// <summary>Refuses what would fill the records, or would be a trap as a link.</summary>
    /// <exception cref="ModelPackException">The reason is too long, or the ticket is no web address (MP5076).</exception>
    public static void Require(string? reason, string? ticket)
    {
        if (reason?.Length > MaximumReason)
        {
            throw RecordFailure.Incomplete(FormattableString.Invariant($"The reason has {reason.Length} characters; a record takes {MaximumReason}. Say it shorter, and keep the rest in a ticket or in a file that 'attest --file' attaches."));
        }

        if (ticket is null)
        {
            return;
        }

        if (ticket.Length > MaximumTicket || ticket.Any(char.IsControl))
        {
            throw RecordFailure.Incomplete(FormattableString.Invariant($"The ticket has control characters, or more than {MaximumTicket} characters. Give its address with --ticket https://…."));
        }

        // A mere number of a ticket is taken; 'javascript:' and 'file:' would be links somewhere.
        if (Uri.TryCreate(ticket, UriKind.Absolute, out Uri? address) && address.Scheme is not ("http" or "https"))
        {
            throw RecordFailure.Incomplete($"The ticket is an address of the kind '{address.Scheme}:', which no browser should follow. Give a web address with --ticket https://….");
        }
    }
}
