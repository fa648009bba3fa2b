using NuGet.Configuration;

namespace ModelPack.Feeds.Configuration;

/// <summary>How messages name a source: never with what may be a secret.</summary>
internal static class SourceName
{
    /// <summary>The name and where it is: <c>'contoso' (https://feed.contoso.com)</c>.</summary>
    public static string Of(PackageSource source)
    {
        string place = Place(source.Source);
        return IsNamed(source) ? $"'{source.Name}' ({place})" : $"'{place}'";
    }

    /// <summary>The name alone, or the address where there is none.</summary>
    public static string Short(PackageSource source) => IsNamed(source) ? source.Name : Place(source.Source);

    /// <summary>An address without user, password, query and fragment; a path as it is.</summary>
    public static string Place(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && !address.IsFile
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : source;

    // A source that is named by its address only has the address as its name.
    private static bool IsNamed(PackageSource source) => !source.Name.Equals(source.Source, StringComparison.OrdinalIgnoreCase) && !source.Name.Contains("://", StringComparison.Ordinal);
}
