using System.Globalization;

namespace ModelPack.Tool.Labels;

/// <summary>The code of project and training, and the steps that it took.</summary>
internal static class CodeFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources) =>
    [
        .. Code("project", manifest.Code, _ => FactSources.Repository),
        .. Code("training", manifest.TrainingCode, name => sources.Of("trainingCode", name)),
        .. (manifest.Pipeline ?? []).Select(stage => new LabelFact($"stage {stage.Name}", Stage(stage), sources.Of("pipeline", stage.Name))),
    ];

    private static IEnumerable<LabelFact> Code(string what, ModelCode? code, Func<string, string> source) => code is null ? [] :
    [
        .. FactText.Of($"{what}: repository", code.Repository, source("repository")),
        .. FactText.Of($"{what}: commit", FactText.Join(code.Commit, code.Dirty == true ? $"with changes that were not committed{Names(code.DirtyFiles)}" : null), source("commit")),
        .. FactText.Of($"{what}: branch", code.Branch, source("branch")),
        .. FactText.Of($"{what}: tag", code.Tag, source("tag")),
        .. FactText.Of($"{what}: entry point", code.TrainingEntryPoint, what == "project" ? FactSources.Project : source("trainingEntryPoint")),
        .. (code.Files ?? []).Select(file => new LabelFact($"{what}: file", FactText.Join(file.Path, file.Digest), source("files"))),
    ];

    private static string Names(List<string>? files) => files is { Count: > 0 } ? $" ({FactText.Join(files)})" : "";

    private static string Stage(ModelPipelineStage stage) => FactText.Join(
        FactText.Join(stage.Commands ?? []),
        FactText.Named("from", FactText.Join((stage.Inputs ?? []).Select(Reference))),
        FactText.Named("to", FactText.Join((stage.Outputs ?? []).Select(Reference))),
        stage.Omitted is { } omitted ? string.Create(CultureInfo.InvariantCulture, $"{omitted} more") : null);

    private static string Reference(ModelReference reference) => reference.Digest is null ? reference.Path : $"{reference.Path} ({reference.Digest})";
}
