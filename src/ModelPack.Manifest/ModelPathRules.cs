using System.Globalization;

namespace ModelPack;

/// <summary>
/// Which paths a package may carry: those that mean the same file, below the model's folder, on every system.
/// The author's side refuses others at pack, the consumer's side before anything is written.
/// </summary>
public static class ModelPathRules
{
    private const string ForbiddenCharacters = "\\:*?\"<>|";

    private static readonly string[] s_deviceNames = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Says why a path of a packed file is refused.</summary>
    /// <param name="path">The path, with forward slashes, relative to the model's folder.</param>
    /// <returns>The reason, as the end of a sentence about the path; <see langword="null"/> where the path is fine.</returns>
    public static string? Explain(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return "is empty";
        }

        if (path[0] == '/')
        {
            return "is absolute";
        }

        foreach (string segment in path.Split('/'))
        {
            if (ExplainSegment(segment) is { } reason)
            {
                return reason;
            }
        }

        return path.Equals(ModelManifest.FileName, StringComparison.OrdinalIgnoreCase) ? "is the name of the manifest itself" : null;
    }

    /// <summary>Says why a slot (the name of a model's folder in a service) is refused.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>The reason, as the end of a sentence about the slot; <see langword="null"/> where the slot is fine.</returns>
    public static string? ExplainSlot(string? slot)
    {
        if (string.IsNullOrEmpty(slot))
        {
            return "is empty";
        }

        if (slot.Length > 100)
        {
            return "is longer than 100 characters";
        }

        foreach (char character in slot)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('.' or '-' or '_'))
            {
                return "has a character other than letters, digits, '.', '-' and '_'";
            }
        }

        return ExplainSegment(slot);
    }

    /// <summary>Finds two paths that cannot lie in one folder everywhere: equal but for case, or one is a folder of the other.</summary>
    /// <param name="paths">The paths, with forward slashes.</param>
    /// <returns>The pair, or <see langword="null"/> where there is none.</returns>
    public static (string First, string Second)? FindClash(IEnumerable<string> paths)
    {
        Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths)
        {
            if (!files.TryAdd(path, path))
            {
                return (files[path], path);
            }
        }

        foreach (string path in files.Values)
        {
            for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                if (files.TryGetValue(path[..slash], out string? file))
                {
                    return (file, path);
                }
            }
        }

        return null;
    }

    /// <summary>A text from a manifest as messages may show it: without control characters, and not endless.</summary>
    internal static string Printable(string? text)
    {
        const int MaximumLength = 300;
        if (text is null)
        {
            return "";
        }

        string shown = text.Length > MaximumLength ? text[..MaximumLength] + "…" : text;
        return shown.Any(char.IsControl)
            ? string.Concat(shown.Select(character => char.IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString()))
            : shown;
    }

    private static string? ExplainSegment(string segment)
    {
        if (segment.Length == 0)
        {
            return "has an empty segment";
        }

        if (segment is "." or "..")
        {
            return $"has the segment '{segment}'";
        }

        foreach (char character in segment)
        {
            if (char.IsControl(character))
            {
                return "has a control character";
            }

            if (ForbiddenCharacters.Contains(character, StringComparison.Ordinal))
            {
                return $"has the character '{character}'";
            }
        }

        if (segment[^1] is '.' or ' ')
        {
            return "has a segment that ends with a dot or a space";
        }

        return IsDeviceName(segment) ? $"has the segment '{segment}', which Windows keeps for a device" : null;
    }

    private static bool IsDeviceName(string segment)
    {
        int dot = segment.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> stem = (dot < 0 ? segment : segment.AsSpan(0, dot)).TrimEnd(' ');
        foreach (string name in s_deviceNames)
        {
            if (stem.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return stem.Length == 4
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
            && stem[3] is (>= '1' and <= '9') or '¹' or '²' or '³';
    }
}
