namespace ModelPack.Tool.Labels;

/// <summary>The label of a model, as of food: every section, what is there, what is missing and how to supply it, and where each fact came from.</summary>
internal static class ModelLabel
{
    /// <summary>Writes the label of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <returns>The sections, always all of them and in the same order.</returns>
    public static IReadOnlyList<LabelSection> Of(ModelManifest manifest)
    {
        FactSources sources = new(manifest);
        LabelSection[] sections =
        [
            new("identity", "What exact model is it?", [.. IdentityFacts.Of(manifest, sources)], null),
            Section("models", "What does it take and give, and does it run?", RunFacts.Of(manifest), "Add an .onnx model: it is then loaded and run at pack."),
            Section("architecture", "What kind of model is it?", ArchitectureFacts.Of(manifest, sources), "Set ModelPackArchitecture and ModelPackTask, add ModelBaseModel items, or a ModelLineage item of a config.json or model card of Hugging Face."),
            Section("data", "What data trained it?", DataFacts.Of(manifest, sources), "Add a ModelDataset item, or a ModelLineage item that names the data (DVC, MLflow, a model card)."),
            Section("code", "What code made it?", CodeFacts.Of(manifest, sources), "Pack in a git checkout with a commit, or name the training code in a ModelLineage item with Kind=\"Git\"."),
            Section("configuration", "With which hyperparameters?", ConfigurationFacts.Of(manifest, sources), "Put a params.yaml or params.json beside the project, add ModelHyperparameter items, or a ModelLineage item of a run."),
            Section("environment", "With which exact libraries?", EnvironmentFacts.Of(manifest, sources), "Add a ModelLineage item of the lock file that it was trained with (requirements.txt, poetry.lock, uv.lock, pylock.toml, conda, packages.lock.json)."),
            Section("metrics", "How good is it?", MetricFacts.Of(manifest, sources), "Put a metrics.json beside the project, add ModelMetric items, or a ModelLineage item of a run."),
            Section("training", "Who trained it, when, on what, and how long?", TrainingFacts.Of(manifest, sources), "Set ModelPackAuthor, ModelPackCompute and ModelPackTrainingDuration, or add a ModelLineage item of a run."),
            Section("prompts", "Which prompts belong to it?", DocumentFacts.Of(manifest.Prompts, sources, "prompts"), "If it has prompts, put them into prompts/, or add ModelPrompt items."),
            Section("retrieval", "Which retrieval (RAG) configuration belongs to it?", DocumentFacts.Of(manifest.Retrieval, sources, "retrieval"), "If it has one, put it into rag/ or retrieval/, or add ModelRetrieval items."),
            Section("endpoints", "Which hosted models does it call?", SystemFacts.Endpoints(manifest), "If it calls one, add a ModelEndpoint item."),
            Section("parts", "Which model packages does it consist of?", SystemFacts.Parts(manifest), "If it is a system of several, add a PackageReference for each."),
            Section("evaluation", "What was it evaluated with?", DocumentFacts.Of(manifest.Evaluation, sources, "evaluation"), "Put evaluation data and results into evaluation/, or add ModelEvaluation items."),
            Section("use", "What is it for, and what not?", UseFacts.Of(manifest), "Set ModelPackIntendedUse, ModelPackOutOfScopeUse and ModelPackLimitations, and write a MODEL_CARD.md."),
            Section("security", "How is it secured?", UseFacts.Security(manifest), "Set ModelPackSecurityControls, ModelPackSecurityCompliance and ModelPackSecurityPolicyUrl."),
            Section("registry", "Where did model registries have it?", SystemFacts.Registry(manifest, sources), "If it is registered, add a ModelLineage item of the tracking store, or let git tags say it."),
            Section("lineage", "Which sources were read?", LineageFacts.Of(manifest), "Add ModelLineage items for the files of the tools that trained it."),
        ];
        return sections;
    }

    private static LabelSection Section(string name, string title, IEnumerable<LabelFact> facts, string cure)
    {
        LabelFact[] all = [.. facts];
        return new LabelSection(name, title, all, all.Length == 0 ? cure : null);
    }
}
