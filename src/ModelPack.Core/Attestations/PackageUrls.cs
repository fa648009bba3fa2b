namespace ModelPack.Core.Attestations;

/// <summary>Package URLs. Source: the purl specification, and its types <c>nuget</c>, <c>pypi</c>, <c>conda</c> and <c>huggingface</c>.</summary>
internal static class PackageUrls
{
    /// <summary>A NuGet package.</summary>
    public static string NuGet(string id, string version) => Of("nuget", id, version);

    /// <summary>A package of an ecosystem as <see cref="ModelEnvironment.Packages"/> names it.</summary>
    public static string Of(string ecosystem, string name, string version)
    {
        // PyPI takes '_' for '-' and knows no case; the specification wants one spelling.
        string written = ecosystem == "pypi" ? name.ToLowerInvariant().Replace('_', '-') : name;
        string type = new([.. ecosystem.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
        return $"pkg:{(type.Length == 0 ? "generic" : type)}/{Escape(written)}{(version.Length == 0 ? "" : $"@{Escape(version)}")}";
    }

    /// <summary>A repository of the Hugging Face Hub; <see langword="null"/> where the name is none.</summary>
    public static string? HuggingFace(string name, string? revision) =>
        name.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } repository] && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
            ? $"pkg:huggingface/{Escape(owner)}/{Escape(repository)}{(string.IsNullOrEmpty(revision) ? "" : $"@{Escape(revision.ToLowerInvariant())}")}"
            : null;

    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
