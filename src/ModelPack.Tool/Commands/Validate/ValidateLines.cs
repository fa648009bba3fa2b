using System.Globalization;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>The answer of <c>validate</c> for people: a line per model and runtime.</summary>
internal static class ValidateLines
{
    /// <summary>The lines.</summary>
    /// <param name="document">The answer.</param>
    public static IEnumerable<string> Of(ValidateDocument document)
    {
        bool several = document.Models.Select(model => model.Id).Distinct(StringComparer.Ordinal).Count() > 1;
        foreach (ValidatedModelDocument model in document.Models)
        {
            string name = several ? $"{model.Id}: {model.File}" : model.File;
            if (model.Runs.Count == 0)
            {
                yield return model.Valid ? $"{name}: structure checked; {Format(model)} is not run" : $"{name}: fails: {string.Join(", ", model.Codes ?? [])}";
            }

            foreach (ValidationRunDocument run in model.Runs)
            {
                yield return $"{name}: {Line(run, model.Samples)}";
            }
        }

        if (document.OtherFiles.Count > 0)
        {
            yield return $"structure checked: {string.Join(", ", document.OtherFiles.Take(8))}{(document.OtherFiles.Count > 8 ? string.Create(CultureInfo.InvariantCulture, $" and {document.OtherFiles.Count - 8} more") : "")}";
        }
    }

    private static string Format(ValidatedModelDocument model) => model.Format is null or "unknown" ? "its format" : model.Format;

    private static string Line(ValidationRunDocument run, int samples)
    {
        string where = $"ONNX Runtime {run.OnnxRuntime} ({run.ExecutionProvider})";
        string what = run.Outcome switch
        {
            ModelValidationOutcomes.Fails => $"fails in {where}: {run.Code}",
            ModelValidationOutcomes.Matches => $"matches in {where}: {Count(run.Samples ?? 0, "golden sample")}, largest error {(run.LargestError ?? 0).ToString("g2", CultureInfo.InvariantCulture)}{Uncompared(run, samples)}",
            ModelValidationOutcomes.Runs when run.Input == "sample" => $"runs in {where}: {Count(samples, "sample")} with nothing to compare",
            ModelValidationOutcomes.Runs => $"runs in {where}: a made-up input, nothing to compare",
            ModelValidationOutcomes.Loads => $"loads in {where}, did not run",
            _ => $"not run in {where}",
        };
        return run.Note is null ? what : $"{what}; {run.Note}";
    }

    private static string Uncompared(ValidationRunDocument run, int samples) => samples > run.Samples ? $"; {Count(samples - run.Samples.Value, "sample")} with nothing to compare" : "";

    private static string Count(int count, string what) => Counts.Text(count, what);
}
