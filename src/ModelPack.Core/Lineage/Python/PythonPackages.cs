using System.Text;
using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Names and versions of Python and conda packages.</summary>
internal static partial class PythonPackages
{
    public const string PyPI = "pypi";
    public const string Conda = "conda";

    /// <summary>A name as the index compares it (PEP 503).</summary>
    public static string Normalize(string name)
    {
        StringBuilder text = new(name.Length);
        foreach (char c in name.Trim())
        {
            if (c is not ('-' or '_' or '.'))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString();
    }

    /// <summary>Name and version of a wheel or source archive, by its file name.</summary>
    public static (string Name, string Version)? OfArchive(string address)
    {
        string file = Uri.UnescapeDataString(address.Split('#', '?')[0].TrimEnd('/'));
        file = file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        return Wheel().Match(file) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;
    }

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]{0,199}?)-(\d[A-Za-z0-9._+!]{0,99})(?:-[A-Za-z0-9._-]{1,200}\.whl|\.whl|\.tar\.gz|\.zip|\.tar\.bz2)$", RegexOptions.CultureInvariant)]
    private static partial Regex Wheel();
}
