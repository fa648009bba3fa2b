using System.Buffers;

namespace ModelPack.Core.Inputs;

/// <summary>File names that every system can hold. Source: "Naming Files, Paths, and Namespaces" in the Windows documentation.</summary>
public static class PortableNames
{
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789¹²³".SelectMany(digit => new[] { "COM" + digit, "LPT" + digit })],
        StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*\\");

    /// <summary>Why Windows cannot hold a relative path; <see langword="null"/> where it can.</summary>
    /// <param name="path">A relative path with forward slashes.</param>
    public static string? Complaint(string path)
    {
        foreach (string name in path.Split('/'))
        {
            int bad = name.AsSpan().IndexOfAny(Forbidden);
            if (bad >= 0)
            {
                return $"'{name}' contains '{name[bad]}'";
            }

            if (name.Any(char.IsControl))
            {
                return $"'{name.Replace('\n', ' ')}' contains a control character";
            }

            if (name.Length == 0 || name[^1] is '.' or ' ')
            {
                return $"'{name}' ends with a dot or a space";
            }

            if (name.Length > 255)
            {
                return $"'{name[..40]}…' is longer than 255 characters";
            }

            string stem = name.Split('.')[0].TrimEnd();
            if (Devices.Contains(stem))
            {
                return $"'{stem}' is the name of a device";
            }
        }

        return null;
    }
}
