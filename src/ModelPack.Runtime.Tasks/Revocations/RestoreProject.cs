using System.Security;
using System.Text;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>A project that refers to packages of revocations and to nothing else, and that no file of the user's changes.</summary>
internal static class RestoreProject
{
    /// <summary>The framework that it is for; packages of records have nothing for any.</summary>
    public const string Framework = "net10.0";

    /// <summary>The text.</summary>
    /// <param name="packages">The ids of the packages.</param>
    /// <param name="settings">What the service tells NuGet.</param>
    public static string Text(IEnumerable<string> packages, RestoreSettings settings)
    {
        StringBuilder text = new($"""
            <Project>
              <!-- Made by ModelPack.Runtime to learn of revocations (ModelPackCheckRevocations). -->
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>{Framework}</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
                <RestoreNoHttpCache>true</RestoreNoHttpCache>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>

            """);
        foreach ((string name, IReadOnlyList<string> values) in settings.Properties())
        {
            text.Append("    <").Append(name).Append('>').AppendJoin(';', values.Select(Escape)).Append("</").Append(name).Append(">\n");
        }

        text.Append("  </PropertyGroup>\n  <ItemGroup>\n");
        foreach (string package in packages)
        {
            // Floating: the newest, which has all records.
            text.Append("    <PackageReference Include=\"").Append(Escape(package)).Append("\" Version=\"*\" />\n");
        }

        return text.Append("  </ItemGroup>\n  <Import Project=\"Sdk.targets\" Sdk=\"Microsoft.NET.Sdk\" />\n</Project>\n").ToString().ReplaceLineEndings("\n");
    }

    // What MSBuild would take for an escape, a property, an item or a list is written as text.
    private static string Escape(string value) => SecurityElement.Escape(value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("$", "%24", StringComparison.Ordinal)
        .Replace("@", "%40", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("?", "%3F", StringComparison.Ordinal))!;
}
