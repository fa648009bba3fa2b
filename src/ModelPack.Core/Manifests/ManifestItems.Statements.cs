using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Merging;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Manifests;

/// <summary>What the project states in properties, and the items that only projects have.</summary>
internal sealed partial class ManifestItems
{
    /// <summary>The architecture: what the project says, completed by what was imported.</summary>
    public ModelArchitecture Architecture()
    {
        ModelArchitecture architecture = merge.Facts.Architecture;
        architecture.Name = Own(project.Statements.Architecture, architecture.Name, FactSections.Architecture, "name");
        architecture.Task = Own(project.Statements.Task, architecture.Task, FactSections.Architecture, "task");
        architecture.Explainability = Own(project.Statements.Explainability, architecture.Explainability, FactSections.Architecture, "explainability");
        architecture.Autonomy = Own(project.Statements.Autonomy, architecture.Autonomy, FactSections.Architecture, "autonomy");
        return architecture;
    }

    /// <summary>How the model is secured.</summary>
    public ModelSecurity Security() => new()
    {
        Controls = project.Statements.SecurityControls,
        Compliance = project.Statements.SecurityCompliance,
        PolicyUrl = Address(project.Statements.SecurityPolicyUrl, "ModelPackSecurityPolicyUrl"),
        VulnerabilitiesUrl = Address(project.Statements.VulnerabilitiesUrl, "ModelPackVulnerabilitiesUrl"),
    };

    /// <summary>The address of the project's pages.</summary>
    public string? ProjectUrl() => Address(project.Statements.ProjectUrl, "PackageProjectUrl");

    /// <summary>The base models of the project's items, then the imported ones that no item names.</summary>
    public IEnumerable<ModelBaseModel> BaseModels()
    {
        List<ModelBaseModel> own = [.. Of(ModelItemKind.BaseModel)
            .Select(item => new ModelBaseModel { Name = item.Include, Revision = item.Get("Revision"), Uri = item.Get("Uri"), Relation = item.Get("Relation") })
            .OrderBy(model => model.Name, StringComparer.Ordinal)];
        foreach (ModelBaseModel model in own)
        {
            ModelBaseModel? imported = merge.Facts.BaseModels.FirstOrDefault(other => other.Name == model.Name);
            model.Revision ??= imported?.Revision;
            model.Uri ??= imported?.Uri;
            model.Relation ??= imported?.Relation;
            merge.Origins.Note(FactSections.BaseModel, model.Name, FactOrigins.Project);
        }

        return own.Concat(merge.Facts.BaseModels.Where(model => !own.Exists(other => other.Name == model.Name)));
    }

    /// <summary><c>security</c>, or nothing for a metric of performance.</summary>
    private string? MetricKind(ModelItem item)
    {
        string? kind = item.Get("Kind");
        if (kind is null || kind.Equals("Performance", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!kind.Equals(ModelMetric.Security, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(Bad(item, "Kind", "is none of Performance and Security"));
        }

        return ModelMetric.Security;
    }

    private DateTimeOffset? Time(string? text, DateTimeOffset? imported, string name)
    {
        if (text is null)
        {
            return imported;
        }

        merge.Origins.Note(FactSections.Training, name, FactOrigins.Project);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return time;
        }

        string property = name == "started" ? "ModelPackTrainingStarted" : "ModelPackTrainingEnded";
        problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{text}', which is no time. Write it as in 2026-01-31T14:30:00Z.", project.ProjectFile));
        return null;
    }

    /// <summary>An address that everyone with the package may follow.</summary>
    private string? Address(string? text, string property)
    {
        if (text is null)
        {
            return null;
        }

        if (!(Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "mailto"))
        {
            problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{Secrets.Without(text)}', which is no address. Write it as in https://example.com/security.", project.ProjectFile));
        }

        return text;
    }
}
