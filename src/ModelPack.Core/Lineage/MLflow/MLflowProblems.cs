using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>What the author is told about tracking stores.</summary>
internal static class MLflowProblems
{
    private const int Listed = 10;

    /// <summary>The run that is asked for is not there, or there is none.</summary>
    public static ModelPackException NoRun(LineageSource source, MLflowQuery query, IEnumerable<string> runs)
    {
        List<string> known = [.. runs.Take(Listed + 1)];
        string wanted = query.Run is { } run ? $"no run '{run}'" : "no active run";
        string experiment = query.Experiment is { } name ? $" in the experiment '{name}'" : "";
        string cure = known.Count == 0
            ? "Name the store that the training wrote to, or remove the ModelLineage item"
            : $"Set Run to one of {string.Join(", ", known.Take(Listed).Select(id => $"'{id}'"))}{(known.Count > Listed ? ", …" : "")}";
        return new ModelPackException(new Problem(DiagnosticCodes.RunNotFound, $"'{source.Name}' has {wanted}{experiment}. {cure}.", source.Path));
    }

    /// <summary>The registered model that is asked for is not there.</summary>
    public static ModelPackException NoModel(LineageSource source, string model, IEnumerable<string> versions)
    {
        string known = string.Join(", ", versions.Distinct(StringComparer.Ordinal).Take(Listed).Select(version => $"'{version}'"));
        return new ModelPackException(new Problem(
            DiagnosticCodes.RunNotFound,
            $"The registry in '{source.Name}' has no model '{model}'. {(known.Length == 0 ? "It has none at all; remove Model from the ModelLineage item" : $"Set Model to one of {known}")}.",
            source.Path));
    }
}
