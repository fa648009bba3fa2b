using System.Globalization;
using System.Text;

using ModelPack.Runtime.Tasks.Files;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>What was learned of revocations, and when; tab-separated text, since it is read in each build. A damaged or unknown text is no knowledge at all.</summary>
/// <param name="Asked">When the sources last answered; UTC.</param>
/// <param name="Revocations">The revocations.</param>
internal sealed record KnownRevocations(DateTimeOffset Asked, IReadOnlyList<Revocation> Revocations)
{
    private const string Header = "modelpack-revocations\t1";

    /// <summary>Nothing is known.</summary>
    public static KnownRevocations None { get; } = new(DateTimeOffset.MinValue, []);

    /// <summary>Whether the sources need not be asked again yet. A clock that was set back asks.</summary>
    public bool IsFresh(DateTimeOffset now, TimeSpan age) => Asked <= now && now - Asked < age;

    /// <summary>Reads what is known.</summary>
    public static KnownRevocations Read(string file)
    {
        try
        {
            return File.Exists(file) ? Parse(File.ReadAllText(file)) : None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Knowledge that cannot be read is none: the sources are asked.
            return None;
        }
    }

    /// <summary>Reads a text.</summary>
    public static KnownRevocations Parse(string text)
    {
        string[] lines = text.Split('\n');
        if (lines.Length < 3 || lines[0] != Header || lines[^1] != "end" || !DateTimeOffset.TryParseExact(lines[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset asked))
        {
            return None;
        }

        List<Revocation> revocations = [];
        foreach (string line in lines.AsSpan(2, lines.Length - 3))
        {
            if (line.Split('\t') is not [string model, string version, string digest, string severity, string reason, string actor, string time, string ticket])
            {
                return None;
            }

            revocations.Add(new Revocation(Unescape(model), Unescape(version), Unescape(digest), Unescape(severity), Unescape(reason), Unescape(actor), Unescape(time), Unescape(ticket)));
        }

        return new KnownRevocations(asked, revocations);
    }

    /// <summary>With what the sources answered now. What was once revoked stays so, whatever a source has lost since; of a version the worst is kept.</summary>
    public KnownRevocations With(DateTimeOffset now, IEnumerable<Revocation> answer) => new(now.ToUniversalTime(), [.. answer.Concat(Revocations).OrderByDescending(revocation => RevocationSeverity.Rank(revocation.Severity)).DistinctBy(revocation => (revocation.Model.ToUpperInvariant(), revocation.Version.ToUpperInvariant(), revocation.Digest))]);

    /// <summary>
    /// A revocation of a model that is known, and that an answer lacks which has others instead: records are only ever added, so that answer is of another history. One that
    /// only has fewer is of a source that lags behind.
    /// </summary>
    public Revocation? FindContradiction(string model, IReadOnlyList<Revocation> answer)
    {
        Revocation[] own = [.. Revocations.Where(revocation => revocation.Model.Equals(model, StringComparison.OrdinalIgnoreCase))];
        return answer.All(revocation => own.Any(other => Same(revocation, other))) ? null : own.FirstOrDefault(revocation => !answer.Any(other => Same(revocation, other)));
    }

    /// <summary>Remembers; whole or not at all. What cannot be written is asked for again in the next build.</summary>
    public void TryWrite(string file)
    {
        string temporary = TemporaryFiles.NameFor(file);
        try
        {
            File.WriteAllText(temporary, ToString());
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TemporaryFiles.TryDelete(temporary);
        }
    }

    /// <summary>The text.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Header).Append('\n').Append(Asked.ToString("O", CultureInfo.InvariantCulture)).Append('\n');
        foreach (Revocation revocation in Revocations)
        {
            text.AppendJoin('\t', ((string[])[revocation.Model, revocation.Version, revocation.Digest, revocation.Severity, revocation.Reason, revocation.Actor, revocation.Time, revocation.Ticket]).Select(Escape)).Append('\n');
        }

        return text.Append("end").ToString();
    }

    private static bool Same(Revocation one, Revocation other) => one.Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase) && one.Digest == other.Digest;

    private static string Escape(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Unescape(string text) => text.Replace("%09", "\t", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
