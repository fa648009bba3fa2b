using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Python;

/// <summary>A requirement (PEP 508), as requirements files and environments have it.</summary>
/// <param name="Name">The normalized name.</param>
/// <param name="Version">The exact version, or where exactly it comes from; <see langword="null"/> where it is open.</param>
/// <param name="Text">What is required, with its marker.</param>
internal sealed partial record Requirement(string Name, string? Version, string Text)
{
    /// <summary>Reads a requirement.</summary>
    /// <param name="text">The logical line, without comment and options.</param>
    /// <returns><see langword="null"/> where it is none that has a name.</returns>
    public static Requirement? Parse(string text)
    {
        text = text.Trim();
        if (text.Contains("://", StringComparison.Ordinal) || text.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase))
        {
            return FromAddress(text);
        }

        if (Named().Match(text) is not { Success: true } match)
        {
            return null;
        }

        string specifiers = match.Groups["specifiers"].Value.Trim();
        if (specifiers.Length > 0 && specifiers[0] is not ('=' or '<' or '>' or '!' or '~' or '('))
        {
            return null;
        }

        specifiers = specifiers.Trim('(', ')').Trim();
        string marker = match.Groups["marker"].Value.Trim();
        string? version = null;
        foreach (string specifier in specifiers.Split(','))
        {
            if (Exact().Match(specifier.Trim()) is { Success: true } exact)
            {
                version = exact.Groups[1].Value;
            }
        }

        return new Requirement(PythonPackages.Normalize(match.Groups["name"].Value), version, marker.Length > 0 ? $"{specifiers}; {marker}".TrimStart(';', ' ') : specifiers);
    }

    /// <summary><c>name @ https://…</c>, <c>git+https://…@commit#egg=name</c>, or the address of an archive.</summary>
    private static Requirement? FromAddress(string text)
    {
        string address = text.Split(" ;", 2)[0].Trim();
        string? name = null;
        if (Direct().Match(address) is { Success: true } direct)
        {
            (name, address) = (direct.Groups[1].Value, direct.Groups[2].Value);
        }

        (string Name, string Version)? archive = PythonPackages.OfArchive(address);
        name ??= Egg().Match(address) is { Success: true } egg ? egg.Groups[1].Value : archive?.Name;
        if (name is null)
        {
            return null;
        }

        bool isExact = archive is not null || Commit().IsMatch(address) || address.Contains("#sha256=", StringComparison.Ordinal);
        return new Requirement(PythonPackages.Normalize(name), archive?.Version ?? (isExact ? address : null), $"@ {address}");
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,199})\s*(?:\[[^\]]{0,500}\])?\s*(?<specifiers>[^;]*)(?:;(?<marker>.*))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"^={2,3}\s*([^\s*,]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Exact();

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]{0,199})\s*(?:\[[^\]]{0,500}\])?\s*@\s*(\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Direct();

    [GeneratedRegex(@"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]{0,199})", RegexOptions.CultureInvariant)]
    private static partial Regex Egg();

    [GeneratedRegex(@"@[0-9a-fA-F]{40}(?:#|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();
}
