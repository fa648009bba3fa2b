using System.Text.Json;

namespace ModelPack.Core.Records;

/// <summary>
/// Whether a service that was built against one version of a model can be given another without a rebuild of its code: the signature that the compiler saw, the
/// tokenizer and the labels that its code counts on.
/// </summary>
public static class ServiceCompatibility
{
    private const int Shown = 3;

    /// <summary>Compares two versions.</summary>
    /// <param name="built">The version that the service was built against.</param>
    /// <param name="target">The other one.</param>
    public static IReadOnlyList<CompatibilityResult> Compare(ModelManifest built, ModelManifest target) =>
        [Signature(built, target), Files("tokenizer", built, target, file => file.Role == ModelFileRoles.Tokenizer), Files("labels", built, target, IsLabels)];

    private static CompatibilityResult Signature(ModelManifest built, ModelManifest target)
    {
        List<string> differences = [];
        foreach (ModelEntry model in built.Models.Where(model => model.Signature is not null))
        {
            ModelEntry? other = target.Models.FirstOrDefault(candidate => candidate.File == model.File) ?? (model.Primary ? target.PrimaryModel : null);
            if (other?.Signature is null)
            {
                differences.Add($"'{model.File}' is not in it");
                continue;
            }

            JsonElement mine = JsonSerializer.SerializeToElement(model.Signature!, ManifestJsonContext.Default.ModelSignature);
            JsonElement theirs = JsonSerializer.SerializeToElement(other.Signature, ManifestJsonContext.Default.ModelSignature);
            foreach (string side in new[] { "inputs", "outputs" })
            {
                differences.AddRange(Values(side, mine, theirs, model.File));
            }
        }

        return Result("signature", differences, built.Models.Exists(model => model.Signature is not null) ? "inputs and outputs are the same" : "there is none");
    }

    private static IEnumerable<string> Values(string side, JsonElement mine, JsonElement theirs, string file)
    {
        Dictionary<string, string> own = ByName(mine, side);
        Dictionary<string, string> other = ByName(theirs, side);
        string kind = side[..^1];
        foreach ((string name, string value) in own)
        {
            if (!other.TryGetValue(name, out string? otherValue))
            {
                yield return $"the {kind} '{name}' of '{file}' is missing";
            }
            else if (value != otherValue)
            {
                yield return $"the {kind} '{name}' of '{file}' has another type or shape";
            }
        }

        foreach (string name in other.Keys.Where(name => !own.ContainsKey(name)))
        {
            yield return $"the {kind} '{name}' of '{file}' is new";
        }
    }

    private static Dictionary<string, string> ByName(JsonElement signature, string side)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        if (signature.TryGetProperty(side, out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement value in list.EnumerateArray())
            {
                values[value.TryGetProperty("name", out JsonElement name) ? name.ToString() : ""] = value.GetRawText();
            }
        }

        return values;
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

    private static CompatibilityResult Result(string part, List<string> differences, string same) => differences.Count == 0
        ? new CompatibilityResult(part, true, same)
        : new CompatibilityResult(part, false, string.Join("; ", differences.Take(Shown)) + (differences.Count > Shown ? $"; and {differences.Count - Shown} more" : ""));
}
