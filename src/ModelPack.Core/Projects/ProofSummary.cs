using System.Globalization;

namespace ModelPack.Core.Projects;

/// <summary>One line on what a build proved.</summary>
/// <param name="project">The project.</param>
internal sealed class ProofSummary(ModelProject project)
{
    private readonly List<string> _proved = [];
    private readonly List<string> _checked = [];
    private int _compared;
    private int _without;

    /// <summary>The line; <see langword="null"/> where nothing was proved now.</summary>
    public string? Text
    {
        get
        {
            string runtimes = $"ONNX Runtime {string.Join(" and ", project.OnnxRuntimes.Select(runtime => runtime.Version))}";
            string?[] parts =
            [
                _proved.Count == 0 ? null : $"{Name(_proved)} validated in {runtimes}{Count(_compared, "golden sample", "reproduced")}"
                    + Count(_without, "sample", "run with nothing to compare (dotnet build -t:ModelPackRecordSamples records outputs)"),
                _checked.Count == 0 ? null : $"{Name(_checked)} not validated here, structure checked in {runtimes}",
            ];
            string text = string.Join("; ", parts.OfType<string>());
            return text.Length == 0 ? null : text;
        }
    }

    /// <summary>What was proved now of a model.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="made">The new proofs.</param>
    /// <param name="samples">How many samples the model has.</param>
    public void Add(ModelEntry entry, IReadOnlyList<ModelValidation> made, int samples)
    {
        ModelValidation[] ran = [.. made.Where(validation => validation.Outcome != ModelValidationOutcomes.NotValidated)];
        if (ran.Length > 0)
        {
            // Each runtime compares the same samples.
            int compared = ran.Max(validation => validation.Samples ?? 0);
            _proved.Add(entry.File);
            _compared += compared;
            _without += ran.Any(validation => validation.Input == "sample") ? samples - compared : 0;
        }
        else if (made.Count > 0)
        {
            _checked.Add(entry.File);
        }
    }

    private static string Name(List<string> models) => models.Count == 1 ? models[0] : $"{models.Count} models";

    private static string Count(int count, string what, string how) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {what}{(count == 1 ? "" : "s")} {how}");
}
