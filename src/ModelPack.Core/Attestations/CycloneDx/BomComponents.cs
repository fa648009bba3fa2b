using System.Globalization;
using System.Text.Json;

namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Writes what the model consists of, was made from and runs with.</summary>
internal sealed class BomComponents(Utf8JsonWriter json, BomContent content)
{
    private readonly ModelManifest _manifest = content.Manifest;

    /// <summary>Writes what is beside the model: data, software, the parts of a system.</summary>
    public void Write()
    {
        List<Action> components =
        [
            .. content.Data.Select(data => (Action)(() => Dataset(data))),
            .. content.Documents.Select(document => (Action)(() => Document(document))),
            .. content.Parts.Select(part => (Action)(() => Package(part, "machine-learning-model", "required"))),
            .. content.Runtimes.Select(runtime => (Action)(() => Package(runtime, "library", "required"))),
        ];
        if (content.Environment is { } environment)
        {
            components.Add(() => TrainingEnvironment(environment));
        }

        // Training needed them; running the model does not.
        components.AddRange(content.Packages.Select(package => (Action)(() => Package(package, "library", "excluded"))));
        json.Objects("components", components, write => write());
    }

    /// <summary>Writes the files of the package.</summary>
    public void WriteFiles() => json.Objects("components", content.Files, entry =>
    {
        ModelFile file = entry.Item;
        ModelEntry? model = _manifest.Models.Present().FirstOrDefault(model => model.File == file.Path);
        json.WriteString("type", model is null ? "file" : "machine-learning-model");
        json.MediaType(file.MediaType);
        json.WriteString("bom-ref", entry.Ref);
        json.WriteString("name", file.Path);
        json.Hashes(StatedDigest.Parse($"sha256:{file.Sha256}"));
        if (model is not null)
        {
            new BomModelCard(json, content).Write(model);
        }

        json.Properties(FileProperties(file, model));
    });

    private static IEnumerable<(string Name, string? Value)> FileProperties(ModelFile file, ModelEntry? model)
    {
        yield return ("file:role", file.Role);
        yield return ("file:size", file.Size.ToString(CultureInfo.InvariantCulture));
        yield return ("file:layout", file.Layout);
        yield return ("file:laidOutSha256", file.LaidOutSha256);
        yield return ("model:format", model?.Format);
        yield return ("model:role", model?.Role);
        yield return ("model:producer", model?.Producer);
        yield return ("model:parameters", model?.Parameters?.ToString(CultureInfo.InvariantCulture));
        foreach (ModelValidation validation in model?.Validations.Present() ?? [])
        {
            yield return ("model:validation", $"{validation.Runtime} {validation.ExecutionProvider}: {validation.Outcome}".Trim());
        }
    }

    private void Dataset(BomRef<ModelDataset> entry)
    {
        ModelDataset data = entry.Item;
        StatedDigest? digest = StatedDigest.Parse(data.Digest);
        json.WriteString("type", "data");
        json.WriteString("bom-ref", entry.Ref);
        json.WriteString("name", data.Name);
        json.Version(data.Version);
        json.Text("description", data.Description);
        json.Hashes(digest);
        json.Licenses(data.License);
        json.Text("purl", data.Identifier?.StartsWith("pkg:", StringComparison.Ordinal) == true ? data.Identifier : null);
        json.References([("distribution", WebAddress.Of(data.Uri), null), ("website", Doi(data.Identifier) ?? WebAddress.Of(data.Identifier?.StartsWith("pkg:", StringComparison.Ordinal) == true ? null : data.Identifier), "the identifier")]);
        json.Objects("data", [data], _ =>
        {
            json.WriteString("type", "dataset");
            json.Text("name", data.Name);
            if (WebAddress.Of(data.Uri) is { } url)
            {
                json.Object("contents", () => json.WriteString("url", url));
            }

            json.Text("classification", data.Sensitivity);
            json.Text("description", data.Description);
            if (data.Owner is { Length: > 0 } owner)
            {
                json.Object("governance", () => json.Objects("owners", [owner], name => json.Organization("organization", name)));
            }
        });
        json.Properties(
        [
            ("dataset:role", data.Role),
            ("dataset:identifier", data.Identifier),
            ("dataset:uri", WebAddress.Of(data.Uri) is null ? data.Uri : null),
            ("dataset:version", data.Version is { Length: > 1024 } ? data.Version : null),
            ("dataset:digest", digest?.CycloneDx is null ? data.Digest : null),
            ("dataset:size", data.Size?.ToString(CultureInfo.InvariantCulture)),
            ("dataset:content", data.Content),
            ("dataset:preprocessingVersion", data.PreprocessingVersion),
            ("dataset:provenance", data.Provenance),
            ("dataset:statistics", data.Statistics),
        ]);
    }

    private static string? Doi(string? identifier) => identifier?.StartsWith("doi:", StringComparison.OrdinalIgnoreCase) == true ? WebAddress.Of($"https://doi.org/{identifier[4..].Trim()}")
        : identifier?.StartsWith("10.", StringComparison.Ordinal) == true && identifier.Contains('/', StringComparison.Ordinal) ? WebAddress.Of($"https://doi.org/{identifier}")
        : null;

    private void Document(BomRef<(string Kind, ModelDocument Document)> entry)
    {
        (string kind, ModelDocument document) = entry.Item;
        json.WriteString("type", kind == "card" ? "file" : "data");
        json.WriteString("bom-ref", entry.Ref);
        json.WriteString("name", document.Path);
        json.Hashes(StatedDigest.Parse($"sha256:{document.Sha256}"));
        json.Objects("data", kind == "card" ? [] : new[] { document }, _ =>
        {
            json.WriteString("type", kind == "evaluation" ? "dataset" : "configuration");
            json.Text("name", document.Path);
            if (document.Text is { Length: > 0 } text)
            {
                json.Object("contents", () => json.Object("attachment", () =>
                {
                    json.WriteString("contentType", "text/plain");
                    json.WriteString("content", text);
                }));
            }

            json.Text("classification", document.Sensitivity);
        });
        json.Properties([("document:kind", kind), ("document:role", document.Role), ("document:size", document.Size.ToString(CultureInfo.InvariantCulture))]);
    }

    private void Package(BomRef<BomPackage> entry, string type, string scope)
    {
        json.WriteString("type", type);
        json.WriteString("bom-ref", entry.Ref);
        json.WriteString("name", entry.Item.Name);
        json.Version(entry.Item.Version);
        json.WriteString("scope", scope);
        json.WriteString("purl", entry.Item.Purl);
    }

    private void TrainingEnvironment(string name)
    {
        ModelEnvironment environment = _manifest.Environment!;
        json.WriteString("type", "platform");
        json.WriteString("bom-ref", name);
        json.WriteString("name", "training environment");
        json.WriteString("scope", "excluded");
        json.Properties(
        [
            ("environment:language", environment.Language),
            ("environment:operatingSystem", environment.OperatingSystem),
            ("environment:lockFile", environment.LockFile),
            .. (environment.Unpinned ?? []).SelectMany(ecosystem => (ecosystem.Value ?? []).Select(package => ($"environment:unpinned:{ecosystem.Key}:{package.Key}", (string?)package.Value))),
        ]);
    }
}
