using System.Text.Json;

namespace ModelPack.Tool.Labels;

/// <summary>Hyperparameters, feature engineering and training arguments.</summary>
internal static class ConfigurationFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources)
    {
        ModelConfiguration configuration = manifest.Configuration ?? new();
        return Settings("hyperparameters", "", configuration.Hyperparameters, sources)
            .Concat(Settings("featureEngineering", "feature engineering: ", configuration.FeatureEngineering, sources))
            .Concat(Settings("trainingArguments", "training argument: ", configuration.TrainingArguments, sources));
    }

    private static IEnumerable<LabelFact> Settings(string section, string prefix, SortedDictionary<string, JsonElement>? settings, FactSources sources) =>
        (settings ?? []).Select(setting => new LabelFact(prefix + setting.Key, FactText.Json(setting.Value), sources.Of($"configuration.{section}", setting.Key)));
}
