using ModelPack.Feeds;
using NuGet.Versioning;

namespace ModelPack.Tool.Targets;

/// <summary>A package as command lines name it: <c>Id@Version</c>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
internal sealed record PackageReferenceText(string Id, NuGetVersion Version)
{
    /// <summary>How it is written, for help texts.</summary>
    public const string Form = "Id@Version";

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="null"/> where the text is of another form.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">What stands for the version is none (MP5013).</exception>
    public static PackageReferenceText? Parse(string text)
    {
        int at = text.LastIndexOf('@');
        return at <= 0 || text.AsSpan().IndexOfAny('/', '\\') >= 0 ? null : new PackageReferenceText(text[..at], PackageLocator.ParseVersion(text[(at + 1)..]));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id}@{Version.ToNormalizedString()}";
}
