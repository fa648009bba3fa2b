using ModelPack.Core.Signatures;

namespace ModelPack.Core.Records;

/// <summary>
/// Whether a service that was built against one version of a model can be given another without a rebuild of its code: the signature that the compiler saw, the
/// tokenizer and the labels that its code counts on.
/// </summary>
public static class ServiceCompatibility
{
    private const int Shown = 3;
    private const string SignaturePart = "signature";

    /// <summary>Compares two versions.</summary>
    /// <param name="built">The version that the service was built against.</param>
    /// <param name="target">The other one.</param>
    public static IReadOnlyList<CompatibilityResult> Compare(ModelManifest built, ModelManifest target) =>
        [Signature(built, target), Files("tokenizer", built, target, file => file.Role == ModelFileRoles.Tokenizer), Files("labels", built, target, IsLabels)];

    private static CompatibilityResult Signature(ModelManifest built, ModelManifest target)
    {
        if (built.Models.TrueForAll(model => model.Signature is null))
        {
            return new CompatibilityResult(SignaturePart, true, "there is none");
        }

        // What breaks comes first; what code goes on working with is told where nothing does.
        ILookup<bool, string> deviations = SignatureComparer.Compare(built, target).ToLookup(deviation => deviation.IsBreaking, deviation => deviation.Text);
        return deviations[true].Any() ? Result(SignaturePart, [.. deviations[true]], "")
            : new CompatibilityResult(SignaturePart, true, deviations[false].Any() ? $"{Text([.. deviations[false]])}: code goes on working" : "inputs and outputs are the same");
    }

    private static CompatibilityResult Files(string part, ModelManifest built, ModelManifest target, Func<ModelFile, bool> counts)
    {
        Dictionary<string, string> mine = built.Files.Where(counts).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        Dictionary<string, string> theirs = target.Files.Where(counts).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        List<string> differences = [.. mine.Where(file => theirs.GetValueOrDefault(file.Key) != file.Value).Select(file => theirs.ContainsKey(file.Key) ? $"'{file.Key}' has another content" : $"'{file.Key}' is missing")];
        differences.AddRange(theirs.Keys.Where(path => !mine.ContainsKey(path)).Select(path => $"'{path}' is new"));
        return Result(part, differences, mine.Count == 0 ? "there are none" : "the files are the same");
    }

    // Hugging Face keeps the labels of a classifier in config.json.
    private static bool IsLabels(ModelFile file)
    {
        string name = Path.GetFileName(file.Path);
        return file.Role == ModelFileRoles.Config
            && (name.Contains("label", StringComparison.OrdinalIgnoreCase) || name.Contains("classes", StringComparison.OrdinalIgnoreCase) || name.Equals("config.json", StringComparison.OrdinalIgnoreCase));
    }

    private static CompatibilityResult Result(string part, List<string> differences, string same) => new(part, differences.Count == 0, differences.Count == 0 ? same : Text(differences));

    private static string Text(List<string> differences) => string.Join("; ", differences.Take(Shown)) + (differences.Count > Shown ? $"; and {differences.Count - Shown} more" : "");
}
