using System.Text.Json;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Attestations;

/// <summary>
/// How a model package was made: an in-toto statement (v1) with the provenance predicate of SLSA (v1). Its subjects are the bytes by digest: the author's files, what the
/// package holds for them, and the payloads. It is made of the manifest alone; equal manifests give equal bytes. It is not signed, and states what the author's
/// build recorded.
/// </summary>
public static class ProvenanceStatement
{
    /// <summary>The type of the statement.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The type of the predicate.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>What the build was: <c>dotnet pack</c> of a model project. Described in the README of ModelPack.Sdk.</summary>
    public const string BuildType = "https://modelpack.net/provenance/pack/v1";

    /// <summary>Who built: ModelPack.Sdk on a machine of the author's choice, which is all that a manifest can tell.</summary>
    public const string BuilderId = "https://modelpack.net/provenance/builder/sdk";

    /// <summary>Writes the statement of a model.</summary>
    /// <param name="manifest">The manifest as it is packed.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return JsonDocuments.Write(json =>
        {
            json.WriteString("_type", StatementType);
            json.Objects("subject", Subjects(manifest), subject => Resource(json, subject));
            json.WriteString("predicateType", PredicateType);
            json.Object("predicate", () =>
            {
                json.Object("buildDefinition", () =>
                {
                    json.WriteString("buildType", BuildType);
                    json.Object("externalParameters", () => ExternalParameters(json, manifest));
                    json.Objects("resolvedDependencies", ProvenanceDependencies.Of(manifest), dependency => Resource(json, dependency));
                });
                json.Object("runDetails", () => json.Object("builder", () =>
                {
                    json.WriteString("id", BuilderId);
                    if (manifest.ToolVersion is { Length: > 0 } version)
                    {
                        json.Object("version", () => json.WriteString(CycloneDxBom.ToolName, version));
                    }
                }));
            });
        });
    }

    /// <summary>What the author gave. Source, data and libraries are among the dependencies.</summary>
    private static void ExternalParameters(Utf8JsonWriter json, ModelManifest manifest)
    {
        json.WriteString("packageId", manifest.Id);
        json.WriteString("packageVersion", manifest.Version);
        json.Text("source", GitAddress(manifest.Code));
        json.Text("trainingEntryPoint", manifest.Code?.TrainingEntryPoint ?? manifest.TrainingCode?.TrainingEntryPoint);
    }

    private static IEnumerable<ProvenanceResource> Subjects(ModelManifest manifest)
    {
        // Also where a package has no files: a system of prompts and hosted models.
        if (StatedDigest.Parse(manifest.Digest) is { } digest)
        {
            yield return new ProvenanceResource { Name = $"{manifest.Id}/{manifest.Version}/SHA256SUMS", Digest = digest };
        }

        foreach (ModelFile file in manifest.Files.Present())
        {
            yield return new ProvenanceResource { Name = file.Path, Digest = Sha256(file.Sha256), MediaType = file.MediaType };
        }

        if (manifest.Card is { Packed: true } card && manifest.Files.TrueForAll(file => file.Path != card.Path) && Sha256(card.Sha256) is { } cardDigest)
        {
            yield return new ProvenanceResource { Name = card.Path, Digest = cardDigest };
        }

        foreach (ModelFile file in manifest.Files.Present())
        {
            if (file.LaidOutSha256 is { } laidOut)
            {
                yield return new ProvenanceResource { Name = $"{PackageLayout.Files}/{file.Path}", Digest = Sha256(laidOut) };
            }

            if (file.Recipe is { } recipe)
            {
                yield return new ProvenanceResource { Name = $"{PackageLayout.Recipes}/{recipe.Path}", Digest = Sha256(recipe.Sha256) };
            }
        }

        foreach (ModelPayload payload in manifest.Payloads.Present())
        {
            yield return new ProvenanceResource { Name = PackageLayout.Shard(payload.Sha256), Uri = PackageUrls.NuGet(payload.Id, payload.Version), Digest = Sha256(payload.Sha256) };
        }
    }

    /// <summary>A checkout's address as SLSA writes it; <see langword="null"/> where there is none.</summary>
    internal static string? GitAddress(ModelCode? code) => WebAddress.Of(code?.Repository) is not { } address ? null
        : $"git+{address}{((code!.Tag is { } tag ? $"refs/tags/{tag}" : code.Branch is { } branch ? $"refs/heads/{branch}" : null) is { } reference ? $"@{WebAddress.Relative(reference)}" : "")}";

    private static StatedDigest? Sha256(string? hex) => StatedDigest.Parse($"sha256:{hex}");

    private static void Resource(Utf8JsonWriter json, ProvenanceResource resource)
    {
        json.Text("name", resource.Name);
        json.Text("uri", resource.Uri);
        if (resource.Digest is not null || resource.Commit is not null)
        {
            json.Object("digest", () =>
            {
                json.Text("gitCommit", resource.Commit);
                json.Text(resource.Digest?.Algorithm ?? "", resource.Digest?.Hex);
            });
        }

        json.Text("mediaType", resource.MediaType);
        if (resource.Annotations.Any(annotation => !string.IsNullOrEmpty(annotation.Value)))
        {
            json.Object("annotations", () =>
            {
                foreach ((string name, string? value) in resource.Annotations)
                {
                    json.Text(name, value);
                }
            });
        }
    }
}
