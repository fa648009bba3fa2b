using System.Globalization;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>What of a store is wanted.</summary>
/// <param name="Run">The id or name of a run; <see langword="null"/> for the newest.</param>
/// <param name="Experiment">The id or name of an experiment that it must be of.</param>
/// <param name="Model">A registered model: <c>name</c>, <c>name/version</c> or <c>name@alias</c>.</param>
internal sealed record MLflowQuery(string? Run, string? Experiment, string? Model)
{
    /// <summary>What an item asks for.</summary>
    public static MLflowQuery Of(LineageSource source) => new(source.Item.Get("Run"), source.Item.Get("Experiment"), source.Item.Get("Model"));

    /// <summary>Whether an experiment is the wanted one.</summary>
    public bool WantsExperiment(string? id, string? name) => Experiment is null || Experiment == id || Experiment == name;

    /// <summary>Whether a run is the wanted one, where one is named.</summary>
    public bool WantsRun(string id, string? name) => Run is null || Run == id || Run == name;

    /// <summary>The wanted version among those of registered models; the highest where only a name is given.</summary>
    public MLflowVersion? Find(IEnumerable<MLflowVersion> versions)
    {
        if (Model is null)
        {
            return null;
        }

        int slash = Model.LastIndexOf('/');
        int at = Model.LastIndexOf('@');
        return versions
            .Where(version => version.Name == Model
                || (slash > 0 && version.Name == Model[..slash] && version.Version == Model[(slash + 1)..])
                || (at > 0 && version.Name == Model[..at] && version.Aliases.Contains(Model[(at + 1)..])))
            .OrderByDescending(version => long.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)
            .FirstOrDefault();
    }
}
