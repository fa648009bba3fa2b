using System.Globalization;

namespace ModelPack.Core.Projects;

/// <summary>One line on what a build proved.</summary>
internal sealed class ProofSummary(ModelProject project, ModelManifest manifest)
{
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private int _compared;
    private int _without;
    private int _elsewhere;

    /// <summary>The line; <see langword="null"/> where nothing was proved now.</summary>
    public string? Text
    {
        get
        {
            if (_models.Count == 0)
            {
                return null;
            }

            string what = manifest.Models.Count(model => model.Format is "onnx" or "ort") is 1 ? _models.Min! : $"{_models.Count} {(_models.Count == 1 ? "model" : "models")}";
            string runtimes = string.Join(" and ", project.OnnxRuntimes.Select(runtime => runtime.Version));
            return $"{what} validated in ONNX Runtime {runtimes}{Count(_compared, "golden sample", "reproduced")}"
                + $"{Count(_without, "sample", "run with nothing to compare (dotnet build -t:ModelPackRecordSamples records outputs)")}"
                + (_elsewhere == 0 ? "" : ", not run on other hardware");
        }
    }

    /// <summary>A proof that was made now.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="validation">What was proved.</param>
    /// <param name="samples">How many samples the model has.</param>
    public void Add(ModelEntry entry, ModelValidation validation, int samples)
    {
        _models.Add(entry.File);
        _compared += validation.Samples ?? 0;
        _without += validation.Input == "sample" ? samples - (validation.Samples ?? 0) : 0;
        _elsewhere += validation.Outcome == ModelValidationOutcomes.NotValidated ? 1 : 0;
    }

    private static string Count(int count, string what, string how) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {count} {what}{(count == 1 ? "" : "s")} {how}");
}
