using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>API keys as <c>dotnet nuget push</c> finds them.</summary>
internal static class ApiKeys
{
    private const string Section = "apikeys";

    /// <summary>The key of <c>nuget.config</c> for the address that packages are pushed to, or for the source; <see langword="null"/> where there is none.</summary>
    public static string? Find(ISettings settings, Uri publish, PackageSource source) =>
        new[] { publish.OriginalString, publish.AbsoluteUri, source.Source, source.Name }.Select(name => Read(settings, name, source)).FirstOrDefault(key => !string.IsNullOrEmpty(key));

    private static string? Read(ISettings settings, string name, PackageSource source)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Only Windows encrypts. Elsewhere the stock client cannot use a key that is there; as it is, or as %VARIABLE%, it is of use.
            return settings.GetSection(Section)?.GetFirstItemWithAttribute<AddItem>("key", name)?.Value;
        }

        try
        {
            return SettingsUtility.GetDecryptedValueForAddItem(settings, Section, name);
        }
        catch (Exception exception) when (exception is NuGetConfigurationException or NotSupportedException or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.BadConfiguration,
                $"The API key of '{Configuration.SourceName.Short(source)}' in nuget.config cannot be decrypted here: encrypted keys are for the Windows user who saved them. Give it with '--api-key'.",
                exception);
        }
    }
}
