using System.Text.Json;

namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Writes the hosted models, and what depends on what.</summary>
internal sealed class BomRelations(Utf8JsonWriter json, BomContent content)
{
    /// <summary>Writes them.</summary>
    public void Write()
    {
        json.Objects("services", content.Endpoints, entry =>
        {
            json.WriteString("bom-ref", entry.Ref);
            json.Organization("provider", entry.Item.Provider);
            json.WriteString("name", entry.Item.Name);
            json.Version(entry.Item.Snapshot);
            json.Properties([("endpoint:parameters", entry.Item.Parameters)]);
        });
        json.Objects("dependencies", Dependencies(), dependency =>
        {
            json.WriteString("ref", dependency.Ref);
            json.Texts("dependsOn", dependency.On);
        });
    }

    private IEnumerable<(string Ref, IEnumerable<string> On)> Dependencies()
    {
        yield return (content.Model,
        [
            .. content.Files.Select(entry => entry.Ref),
            .. content.Data.Select(entry => entry.Ref),
            .. content.Documents.Select(entry => entry.Ref),
            .. content.Parts.Select(entry => entry.Ref),
            .. content.Runtimes.Select(entry => entry.Ref),
            .. content.Ancestors.Select(entry => entry.Ref),
            .. content.Endpoints.Select(entry => entry.Ref),
            .. content.Environment is { } environment ? [environment] : Array.Empty<string>(),
        ]);
        if (content.Environment is { } training)
        {
            yield return (training, content.Packages.Select(entry => entry.Ref));
        }
    }
}
