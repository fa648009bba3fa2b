namespace ModelPack.Feeds.Rollback;

/// <summary>Where the version of a reference really stands.</summary>
/// <param name="File">The file.</param>
/// <param name="Value">The value there.</param>
/// <param name="Version">The version in it, without brackets.</param>
internal sealed record ReferencePlace(MarkupFile File, MarkupValue Value, string Version)
{
    /// <summary>What the place says with another version: blanks and brackets stay.</summary>
    public string With(string version)
    {
        string raw = File.Text.Text.Substring(Value.Start, Value.Length);
        int at = raw.IndexOf(Version, StringComparison.Ordinal);
        return at < 0 ? version : string.Concat(raw.AsSpan(0, at), version, raw.AsSpan(at + Version.Length));
    }
}
