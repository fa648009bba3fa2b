using System.Security;
using System.Security.Cryptography;
using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Records;

/// <summary>The one MSBuild file of an alias package: it declares the promoted model under the alias' own name.</summary>
internal static class AliasProps
{
    /// <summary>Where it is in the package.</summary>
    public static string Path(string alias) => $"{PackageLayout.BuildTransitive}/{PackageLayout.OldestFramework}/{alias}.props";

    /// <summary>The text.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="manifestBytes">Its bytes in the package.</param>
    /// <param name="alias">The id of the alias.</param>
    /// <param name="aliasVersion">The version of the alias package.</param>
    /// <param name="stage">The stage.</param>
    public static string Text(ModelManifest manifest, byte[] manifestBytes, string alias, string aliasVersion, string stage) => $"""
        <Project>
          <ItemGroup>
            <ModelPackPackage Include="{Attribute(alias)}"
                              ModelPackVersion="{Attribute(manifest.Version)}"
                              ModelPackSlot="{Attribute(alias)}"
                              ModelPackAliasOf="{Attribute(manifest.Id)}"
                              ModelPackAliasVersion="{Attribute(aliasVersion)}"
                              ModelPackStage="{Attribute(stage)}"
                              ModelPackDigest="{Attribute(manifest.Digest)}"
                              ModelPackManifestSha256="{Convert.ToHexStringLower(SHA256.HashData(manifestBytes))}"
                              ModelPackManifest="$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'modelpack.json'))"
                              ModelPackFilesRoot="$([MSBuild]::NormalizeDirectory('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'files'))" />
          </ItemGroup>
        </Project>

        """.ReplaceLineEndings("\n");

    // What MSBuild would take for a property, an item or an escape is written as text.
    private static string Attribute(string value) => SecurityElement.Escape(value.Replace("%", "%25", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal))!;
}
