using System.Security;
using System.Security.Cryptography;

namespace ModelPack.Core.Packing;

/// <summary>The one MSBuild file of a model package: it declares the package and does nothing else. What is done with it is ModelPack.Runtime's.</summary>
public static class PackageProps
{
    /// <summary>The text of <c>buildTransitive/&lt;framework&gt;/&lt;id&gt;.props</c>.</summary>
    /// <param name="manifest">The manifest as it is packed: its digest is in the text.</param>
    public static string Text(ModelManifest manifest) => $"""
        <Project>
          <ItemGroup>
            <ModelPackPackage Include="{Attribute(manifest.Id)}"
                              ModelPackVersion="{Attribute(manifest.Version)}"
                              ModelPackSlot="{Attribute(manifest.Id)}"
                              ModelPackDigest="{Attribute(manifest.Digest)}"
                              ModelPackManifestSha256="{Convert.ToHexStringLower(SHA256.HashData(manifest.ToUtf8Bytes()))}"
                              ModelPackManifest="$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'modelpack.json'))"
                              ModelPackFilesRoot="$([MSBuild]::NormalizeDirectory('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'files'))" />
          </ItemGroup>
        </Project>

        """.ReplaceLineEndings("\n");

    private static string Attribute(string value) => SecurityElement.Escape(value)!;
}
