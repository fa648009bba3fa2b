using System.Globalization;
using System.Text.Json;

namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Writes what the bill is of: who wrote it, when, with which tool, and the model itself.</summary>
internal sealed class BomMetadata(Utf8JsonWriter json, BomContent content)
{
    private readonly ModelManifest _manifest = content.Manifest;

    /// <summary>Writes it.</summary>
    public void Write() => json.Object("metadata", () =>
    {
        json.Text("timestamp", _manifest.Created is { } created ? JsonDocuments.Time(created) : null);
        json.Objects("lifecycles", ["build"], phase => json.WriteString("phase", phase));
        json.Object("tools", () => json.Objects("components", [CycloneDxBom.ToolName], name =>
        {
            json.WriteString("type", "application");
            json.WriteString("name", name);
            json.Version(_manifest.ToolVersion);
        }));
        json.Authors(_manifest.Producer ?? _manifest.Training?.Author);
        json.Object("component", Model);
        json.Organization("manufacturer", _manifest.Producer);
        json.Organization("supplier", _manifest.Producer);
    });

    private void Model()
    {
        json.WriteString("type", "machine-learning-model");
        json.WriteString("bom-ref", content.Model);
        json.Organization("supplier", _manifest.Producer);
        json.Organization("manufacturer", _manifest.Producer);
        json.Authors(_manifest.Training?.Author);
        json.WriteString("name", _manifest.Id);
        json.Version(_manifest.Version);
        json.Text("description", _manifest.Description);
        // The digest of the model: that of the list of its files, in the format of sha256sum.
        json.Hashes(StatedDigest.Parse(_manifest.Digest));
        json.Licenses(_manifest.License);
        json.WriteString("purl", PackageUrls.NuGet(_manifest.Id, _manifest.Version));
        Pedigree();
        json.References(References());
        new BomComponents(json, content).WriteFiles();
        new BomModelCard(json, content).Write();
        json.Properties(Properties());
    }

    private void Pedigree()
    {
        if (content.Ancestors.Count == 0)
        {
            return;
        }

        json.Object("pedigree", () => json.Objects("ancestors", content.Ancestors, ancestor =>
        {
            ModelBaseModel model = ancestor.Item;
            json.WriteString("type", "machine-learning-model");
            json.WriteString("bom-ref", ancestor.Ref);
            json.WriteString("name", model.Name);
            json.Version(model.Revision);
            json.Text("purl", PackageUrls.HuggingFace(model.Name, model.Revision));
            json.References([("distribution", WebAddress.Of(model.Uri), null)]);
            json.Properties([("baseModel:relation", model.Relation), ("baseModel:uri", WebAddress.Of(model.Uri) is null ? model.Uri : null)]);
        }));
    }

    private IEnumerable<(string Type, string? Url, string? Comment)> References()
    {
        yield return ("website", WebAddress.Of(_manifest.ProjectUrl), null);
        yield return ("vcs", WebAddress.Of(_manifest.Code?.Repository), Commit(_manifest.Code, "the model project"));
        yield return ("vcs", WebAddress.Of(_manifest.TrainingCode?.Repository), Commit(_manifest.TrainingCode, "the training code"));
        foreach (string experiment in _manifest.Training?.Experiments.Present() ?? [])
        {
            yield return ("formulation", WebAddress.Of(experiment), "the experiment");
        }

        foreach (ModelLineageSource source in _manifest.Lineage.Present())
        {
            yield return ("source-distribution", WebAddress.Of(source.Repository), source.Revision is { } revision ? $"revision {revision}" : null);
        }

        yield return ("model-card", _manifest.Card is { Packed: true, Path.Length: > 0 } card ? $"files/{WebAddress.Relative(card.Path)}" : null, "in the package, relative to this file");
        yield return ("attestation", "provenance.intoto.json", "in the package, relative to this file");
        yield return ("security-contact", WebAddress.Of(_manifest.Security?.PolicyUrl), null);
        yield return ("advisories", WebAddress.Of(_manifest.Security?.VulnerabilitiesUrl), null);
    }

    private static string Commit(ModelCode? code, string what) => code?.Commit is { } commit ? $"{what}, commit {commit}" : what;

    private IEnumerable<(string Name, string? Value)> Properties()
    {
        yield return ("digest", _manifest.Digest);
        yield return ("applicationArea", _manifest.ApplicationArea);
        yield return ("outOfScopeUse", _manifest.OutOfScopeUse);
        yield return ("dataFlow", _manifest.DataFlow);
        yield return ("inputOutput", _manifest.InputOutput);
        yield return ("dataUsage", _manifest.DataUsage);
        yield return ("software", _manifest.Software);
        yield return ("hardware", _manifest.Hardware);
        yield return ("security:controls", _manifest.Security?.Controls);
        yield return ("security:compliance", _manifest.Security?.Compliance);
        yield return ("code:dirty", _manifest.Code?.Dirty is { } dirty ? (dirty ? "true" : "false") : null);
        // A commit without a repository has no reference to stand at.
        yield return ("code:commit", WebAddress.Of(_manifest.Code?.Repository) is null ? _manifest.Code?.Commit : null);
        yield return ("trainingCode:commit", WebAddress.Of(_manifest.TrainingCode?.Repository) is null ? _manifest.TrainingCode?.Commit : null);
        yield return ("code:trainingEntryPoint", _manifest.Code?.TrainingEntryPoint ?? _manifest.TrainingCode?.TrainingEntryPoint);
        foreach (ModelRegistration entry in _manifest.Registry.Present())
        {
            yield return ("registry", BomText.Joined([entry.Registry, entry.Name, entry.Version, .. entry.Stages.Present(), .. entry.Aliases.Present().Select(alias => $"@{alias}")]));
        }

        foreach (ModelLineageSource source in _manifest.Lineage.Present())
        {
            yield return ("lineage", BomText.Joined([source.Kind, source.File, source.Sha256 is { } sha256 ? $"sha256:{sha256}" : null, source.Run is { } run ? $"run {run}" : null, source.Repository, source.Revision]));
        }

        foreach (ModelPayload payload in _manifest.Payloads.Present())
        {
            yield return ("payload", string.Create(CultureInfo.InvariantCulture, $"{PackageUrls.NuGet(payload.Id, payload.Version)} sha256:{payload.Sha256} {payload.Size}"));
        }
    }
}
