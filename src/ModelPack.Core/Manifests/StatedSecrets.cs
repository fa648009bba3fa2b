using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Manifests;

/// <summary>
/// Masks secrets in what the author states: addresses, settings, texts. What was imported is clean already. Names and content of files stay as they are:
/// what is in them is packed anyway.
/// </summary>
internal sealed class StatedSecrets : SecretCleaner
{
    private StatedSecrets()
    {
    }

    /// <summary>Masks the secrets of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="projectFile">The project that states it.</param>
    /// <param name="problems">Takes a warning for each item or property that holds one.</param>
    public static void Mask(ModelManifest manifest, string projectFile, ICollection<Problem> problems)
    {
        StatedSecrets secrets = new();
        secrets.Properties(manifest);
        secrets.Training(manifest.Training);
        manifest.Data?.ForEach(secrets.Dataset);
        secrets.Configuration(manifest.Configuration);
        manifest.Metrics?.ForEach(secrets.Metric);
        manifest.Models.ForEach(model => model.Role = secrets.Text(model.Role, $"The ModelWeights item '{model.File}'"));
        manifest.Endpoints?.ForEach(secrets.Endpoint);
        manifest.BaseModel?.ForEach(secrets.BaseModel);
        secrets.Documents(manifest.Prompts, "ModelPrompt");
        secrets.Documents(manifest.Retrieval, "ModelRetrieval");
        secrets.Documents(manifest.Evaluation, "ModelEvaluation");
        foreach (string place in secrets.Places)
        {
            problems.Add(Problem(place, projectFile));
        }
    }

    /// <summary>Says that what the project states holds a secret.</summary>
    /// <param name="place">The item or property.</param>
    /// <param name="projectFile">The project.</param>
    public static Problem Problem(string place, string projectFile) => new(
        DiagnosticCodes.SecretMasked,
        $"{place} holds what looks like a secret. It is masked in the package; remove it from the project, and revoke it if others could read it.",
        projectFile,
        Severity: ProblemSeverity.Warning);

    private void Properties(ModelManifest manifest)
    {
        manifest.Producer = Text(manifest.Producer, "ModelPackProducer (or Company, or Authors)");
        manifest.Description = Prose(manifest.Description, "Description");
        manifest.License = Text(manifest.License, "PackageLicenseExpression");
        manifest.ApplicationArea = Prose(manifest.ApplicationArea, "ModelPackApplicationArea");
        manifest.IntendedUse = Prose(manifest.IntendedUse, "ModelPackIntendedUse");
        manifest.OutOfScopeUse = Prose(manifest.OutOfScopeUse, "ModelPackOutOfScopeUse");
        manifest.Limitations = Prose(manifest.Limitations, "ModelPackLimitations");
        manifest.DataFlow = Prose(manifest.DataFlow, "ModelPackDataFlow");
        manifest.InputOutput = Prose(manifest.InputOutput, "ModelPackInputOutput");
        manifest.DataUsage = Prose(manifest.DataUsage, "ModelPackDataUsage");
        manifest.Software = Prose(manifest.Software, "ModelPackSoftware");
        manifest.Hardware = Prose(manifest.Hardware, "ModelPackHardware");
        manifest.ProjectUrl = Text(manifest.ProjectUrl, "PackageProjectUrl");
        if (manifest.Code is { } code)
        {
            code.TrainingEntryPoint = Text(code.TrainingEntryPoint, "ModelPackTrainingEntryPoint");
        }

        if (manifest.Architecture is { } architecture)
        {
            architecture.Name = Prose(architecture.Name, "ModelPackArchitecture");
            architecture.Task = Prose(architecture.Task, "ModelPackTask");
            architecture.Explainability = Prose(architecture.Explainability, "ModelPackExplainability");
            architecture.Autonomy = Prose(architecture.Autonomy, "ModelPackAutonomy");
        }

        if (manifest.Security is { } security)
        {
            security.Controls = Prose(security.Controls, "ModelPackSecurityControls");
            security.Compliance = Prose(security.Compliance, "ModelPackSecurityCompliance");
            security.PolicyUrl = Text(security.PolicyUrl, "ModelPackSecurityPolicyUrl");
            security.VulnerabilitiesUrl = Text(security.VulnerabilitiesUrl, "ModelPackVulnerabilitiesUrl");
        }
    }

    private void Training(ModelTraining? training)
    {
        if (training is not null)
        {
            training.Author = Text(training.Author, "ModelPackAuthor");
            training.Duration = Prose(training.Duration, "ModelPackTrainingDuration");
            training.Compute = Prose(training.Compute, "ModelPackCompute");
            training.Energy = Prose(training.Energy, "ModelPackTrainingEnergy");
            Each(training.Experiments, "ModelPackExperimentUrl");
        }
    }

    private void Dataset(ModelDataset data)
    {
        data.Name = Text(data.Name, "the name of a ModelDataset")!;
        string item = $"ModelDataset '{data.Name}'";
        data.Role = Text(data.Role, $"Role of {item}");
        data.Identifier = Text(data.Identifier, $"Identifier of {item}");
        data.Uri = Text(data.Uri, $"Uri of {item}");
        data.Version = Text(data.Version, $"Version of {item}");
        data.Digest = Text(data.Digest, $"Digest of {item}");
        data.PreprocessingVersion = Text(data.PreprocessingVersion, $"PreprocessingVersion of {item}");
        data.License = Text(data.License, $"License of {item}");
        data.Description = Prose(data.Description, $"Description of {item}");
        data.Content = Prose(data.Content, $"Content of {item}");
        data.Owner = Prose(data.Owner, $"Owner of {item}");
        data.Provenance = Prose(data.Provenance, $"Provenance of {item}");
        data.Sensitivity = Prose(data.Sensitivity, $"Sensitivity of {item}");
        data.Statistics = Prose(data.Statistics, $"Statistics of {item}");
    }

    private void Configuration(ModelConfiguration? configuration)
    {
        foreach (SortedDictionary<string, JsonElement>? settings in new[] { configuration?.Hyperparameters, configuration?.FeatureEngineering, configuration?.TrainingArguments })
        {
            if (settings is not null)
            {
                Settings(settings, "ModelHyperparameter");
            }
        }
    }

    private void Metric(ModelMetric metric)
    {
        metric.Name = Text(metric.Name, "the name of a ModelMetric")!;
        metric.Dataset = Text(metric.Dataset, $"Dataset of ModelMetric '{metric.Name}'");
        metric.Split = Text(metric.Split, $"Split of ModelMetric '{metric.Name}'");
    }

    private void Endpoint(ModelEndpoint endpoint)
    {
        endpoint.Name = Text(endpoint.Name, "the name of a ModelEndpoint")!;
        string item = $"ModelEndpoint '{endpoint.Name}'";
        endpoint.Provider = Text(endpoint.Provider, $"Provider of {item}");
        endpoint.Snapshot = Text(endpoint.Snapshot, $"Snapshot of {item}");
        endpoint.Parameters = Text(endpoint.Parameters, $"Parameters of {item}");
    }

    private void BaseModel(ModelBaseModel model)
    {
        model.Name = Text(model.Name, "the name of a ModelBaseModel")!;
        string item = $"ModelBaseModel '{model.Name}'";
        model.Revision = Text(model.Revision, $"Revision of {item}");
        model.Uri = Text(model.Uri, $"Uri of {item}");
        model.Relation = Text(model.Relation, $"Relation of {item}");
    }

    private void Documents(List<ModelDocument>? documents, string kind) => documents?.ForEach(document =>
    {
        document.Role = Text(document.Role, $"Role of {kind} '{document.Path}'");
        document.Sensitivity = Prose(document.Sensitivity, $"Sensitivity of {kind} '{document.Path}'");
    });

    private string? Prose(string? text, string place) => Text(text, place, isProse: true);
}
