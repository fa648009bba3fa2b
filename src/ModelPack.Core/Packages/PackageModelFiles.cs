using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Packages;

/// <summary>The files of a model in its package and the payload packages.</summary>
/// <param name="content">The model package.</param>
/// <param name="manifest">Its manifest, as <see cref="PackageManifests"/> reads it.</param>
/// <param name="payloads">Where the payloads are.</param>
public sealed class PackageModelFiles(IPackageContent content, ModelManifest manifest, IPayloadSource payloads) : ModelFiles
{
    private readonly Dictionary<string, ModelPayload> _payloads = (manifest.Payloads ?? []).ToDictionary(payload => payload.Sha256, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            switch (file.Layout)
            {
                case null:
                    using (Stream inline = content.Open($"{PackageLayout.Files}/{file.Path}"))
                    {
                        DigestedCopy.Copy(inline, file.Size, file.Sha256, output, cancellationToken);
                    }

                    break;
                case ModelLayouts.Exact:
                    Rebuild.FromShards(file.Shards!, file.Size, file.Sha256, sha256 => OpenShard(file, sha256), output, cancellationToken);
                    break;
                default:
                    using (Stream recipe = content.Open($"{PackageLayout.Recipes}/{file.Recipe!.Path}"))
                    {
                        Rebuild.FromRecipe(recipe, file.Size, file.Sha256, sha256 => OpenShard(file, sha256), output, cancellationToken);
                    }

                    break;
            }
        }
        catch (InvalidDataException exception)
        {
            throw PackageProblems.Damaged(content.Name, $"'{file.Path}' is not what its manifest says: {exception.Message}", exception);
        }
    }

    private Stream OpenShard(ModelFile file, string sha256) =>
        !_payloads.TryGetValue(sha256, out ModelPayload? payload) ? throw new InvalidDataException($"It needs {ModelPathRules.Printable(sha256)}, which no payload package holds.")
        : payloads.Open(payload) ?? throw PackageProblems.NotHere(content.Name, file.Path, payload);
}
