using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;

namespace ModelPack.Core.Manifests;

/// <summary>Which model consumers get without naming one: <c>Primary="true"</c>, else the only one, else <c>model.onnx</c>, else none.</summary>
public static class PrimaryModel
{
    /// <summary>The primary model.</summary>
    /// <param name="models">The packed models.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static ModelSource? Of(IReadOnlyList<ModelSource> models, ICollection<Problem> problems)
    {
        List<ModelSource> marked = [.. models.Where(model => bool.TryParse(model.File.Item.Get("Primary"), out bool primary) && primary)];
        if (marked.Count > 1)
        {
            problems.Add(new Problem(DiagnosticCodes.TwoPrimaries, $"'{marked[0].File.TargetPath}' and '{marked[1].File.TargetPath}' are both marked Primary=\"true\". Mark one.", marked[1].File.FullPath));
        }

        return marked.FirstOrDefault()
            ?? (models.Count == 1 ? models[0] : null)
            ?? models.FirstOrDefault(model => model.File.TargetPath == "model.onnx");
    }
}
