namespace ModelPack.Tool.Labels;

/// <summary>Who trained it, when, on what and how long.</summary>
internal static class TrainingFacts
{
    private const string Section = "training";

    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources)
    {
        ModelTraining training = manifest.Training ?? new();
        return
        [
            .. FactText.Of("author", training.Author, sources.Of(Section, "author")),
            .. FactText.Of("started", FactText.Time(training.Started), sources.Of(Section, "started")),
            .. FactText.Of("ended", FactText.Time(training.Ended), sources.Of(Section, "ended")),
            .. FactText.Of("duration", training.Duration, sources.Of(Section, "duration")),
            .. FactText.Of("compute", training.Compute, sources.Of(Section, "compute")),
            .. FactText.Of("energy", training.Energy, FactSources.Project),
            .. (training.Experiments ?? []).Select(experiment => new LabelFact("experiment", experiment, sources.Of(Section, experiment))),
        ];
    }
}
