using System.Globalization;

namespace ModelPack.Core.Projects;

/// <summary>NuGet package versions. Source: "Package versioning" in the NuGet documentation.</summary>
public static class PackageVersions
{
    /// <summary>The normalized form that NuGet gives to packages: three numbers (four where the fourth is not zero), without leading zeros and build metadata.</summary>
    /// <param name="version">A version.</param>
    /// <returns>The normalized version; <see langword="null"/> where it is none.</returns>
    public static string? Normalize(string version)
    {
        string text = version.Split('+')[0];
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        string suffix = dash < 0 ? "" : text[dash..];
        string[] parts = (dash < 0 ? text : text[..dash]).Split('.');
        int[] numbers = new int[4];
        if (parts.Length > 4)
        {
            return null;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{numbers[0]}.{numbers[1]}.{numbers[2]}{(numbers[3] > 0 ? $".{numbers[3]}" : "")}{suffix}");
    }
}
