using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Samples;

/// <summary>Reads a sample's files and checks them against the model's signature.</summary>
internal static class SampleLoader
{
    private static readonly string[] s_keys = ["inputs", "outputs", "tolerance"];

    /// <summary>Reads a sample.</summary>
    /// <param name="sample">Where it is.</param>
    /// <param name="inputs">The model's inputs, in order.</param>
    /// <param name="outputs">The model's outputs, in order.</param>
    /// <param name="tolerance">The tolerance where the sample has none of its own.</param>
    /// <exception cref="ModelPackException">A file cannot be read, or the sample does not fit the signature.</exception>
    public static LoadedSample Load(SampleSet sample, IReadOnlyList<ModelValue> inputs, IReadOnlyList<ModelValue> outputs, Tolerance tolerance) =>
        Load(sample, inputs, outputs, tolerance, withOutputs: true);

    /// <summary>Reads a sample's inputs and leaves its outputs, which are to be recorded anew, alone. Parameters and exceptions as above.</summary>
    public static LoadedSample LoadInputs(SampleSet sample, IReadOnlyList<ModelValue> inputs) =>
        Load(sample with { Outputs = [] }, inputs, [], Tolerance.Default, withOutputs: false);

    private static LoadedSample Load(SampleSet sample, IReadOnlyList<ModelValue> inputs, IReadOnlyList<ModelValue> outputs, Tolerance tolerance, bool withOutputs)
    {
        LoadedSample loaded = sample.JsonPath is null
            ? new LoadedSample(ReadFiles(sample, sample.Inputs, inputs, "input"), ReadFiles(sample, sample.Outputs, outputs, "output"), tolerance)
            : ReadJson(sample.JsonPath, inputs, outputs, tolerance, withOutputs);
        SignatureCheck.Check(sample, loaded, inputs, outputs);
        return loaded with { Inputs = WithMissing(loaded.Inputs, inputs) };
    }

    /// <summary>An optional that a sample does not mention is empty.</summary>
    private static Dictionary<string, SampleValue> WithMissing(IReadOnlyDictionary<string, SampleValue> given, IReadOnlyList<ModelValue> inputs)
    {
        Dictionary<string, SampleValue> all = new(given, StringComparer.Ordinal);
        foreach (ModelValue input in inputs.Where(input => input.Type.Kind == "optional"))
        {
            all.TryAdd(input.Name, OptionalValue.None);
        }

        return all;
    }

    private static Dictionary<string, SampleValue> ReadFiles(SampleSet sample, IReadOnlyList<SampleFile> files, IReadOnlyList<ModelValue> values, string what)
    {
        Dictionary<string, SampleValue> read = new(StringComparer.Ordinal);
        foreach (SampleFile file in files)
        {
            if (file.Index >= values.Count)
            {
                throw new ModelPackException(new Problem(
                    DiagnosticCodes.SampleContradictsSignature,
                    $"The sample '{sample.Name}' has {what} {file.Index}, but the model has {values.Count} {what}(s), counted from 0. Remove the file, or take a sample of this model.",
                    file.Path));
            }

            ModelValue value = values[file.Index];
            read[value.Name] = OnnxValueReader.ReadFile(file.Path, value.Type.Kind);
        }

        return read;
    }

    private static LoadedSample ReadJson(string path, IReadOnlyList<ModelValue> inputs, IReadOnlyList<ModelValue> outputs, Tolerance tolerance, bool withOutputs)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(SampleFileBytes.Read(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException exception)
        {
            throw new ModelPackException(
                new Problem(
                    DiagnosticCodes.SampleUnreadable,
                    $"The sample '{Path.GetFileName(path)}' is not valid JSON: {exception.Message} Mend the file.",
                    path,
                    (int)Math.Min((exception.LineNumber ?? -1) + 1, int.MaxValue)),
                exception);
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            JsonElement golden = default;
            bool recorded = withOutputs && root.ValueKind == JsonValueKind.Object && root.TryGetProperty("outputs", out golden);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("inputs", out JsonElement given)
                || given.ValueKind != JsonValueKind.Object || (recorded && golden.ValueKind != JsonValueKind.Object))
            {
                throw new ModelPackException(new Problem(
                    DiagnosticCodes.SampleUnreadable,
                    $"The sample '{Path.GetFileName(path)}' lacks 'inputs', or 'outputs' are no object. Write it as {{ \"inputs\": {{ name: value }}, \"outputs\": {{ name: value }} }}.",
                    path));
            }

            RefuseMisspelt(root, path);

            try
            {
                return new LoadedSample(
                    ReadValues(given, path, inputs, "input"),
                    recorded ? ReadValues(golden, path, outputs, "output") : [],
                    ReadTolerance(root, path, tolerance));
            }
            catch (InvalidOperationException exception)
            {
                // Strings are decoded when they are asked for: an escape of half a character shows only then.
                throw new ModelPackException(
                    new Problem(DiagnosticCodes.SampleUnreadable, $"The sample '{Path.GetFileName(path)}' has text that is not valid: {exception.Message} Mend the file.", path),
                    exception);
            }
        }
    }

    /// <summary>A sample may carry keys of the author's own, but 'output' would silently compare nothing.</summary>
    private static void RefuseMisspelt(JsonElement root, string path)
    {
        foreach (string key in root.EnumerateObject().Select(property => property.Name))
        {
            if (s_keys.FirstOrDefault(known => known != key && known.TrimEnd('s').Equals(key.TrimEnd('s'), StringComparison.OrdinalIgnoreCase)) is { } meant)
            {
                throw new ModelPackException(new Problem(DiagnosticCodes.SampleUnreadable, $"The sample '{Path.GetFileName(path)}' has the key '{key}'. Write '{meant}'.", path));
            }
        }
    }

    private static Dictionary<string, SampleValue> ReadValues(JsonElement element, string path, IReadOnlyList<ModelValue> values, string what)
    {
        Dictionary<string, SampleValue> read = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            ModelValue value = values.FirstOrDefault(value => value.Name == property.Name) ?? throw new ModelPackException(new Problem(
                DiagnosticCodes.SampleContradictsSignature,
                $"The sample '{Path.GetFileName(path)}' has the {what} '{property.Name}', which the model has not; its {what}s are {Names(values)}. Mend the sample or the model.",
                path));
            read[value.Name] = new JsonValueReader(path, property.Name).Read(property.Value, value.Type);
        }

        return read;
    }

    private static string Names(IReadOnlyList<ModelValue> values) =>
        values.Count == 0 ? "none" : string.Join(", ", values.Take(8).Select(value => $"'{value.Name}'")) + (values.Count > 8 ? ", …" : "");

    private static Tolerance ReadTolerance(JsonElement root, string path, Tolerance tolerance)
    {
        if (!root.TryGetProperty("tolerance", out JsonElement element))
        {
            return tolerance;
        }

        return new Tolerance(Part("rtol", tolerance.Relative), Part("atol", tolerance.Absolute));

        double Part(string name, double otherwise) => element.ValueKind != JsonValueKind.Object ? throw Wrong(name)
            : !element.TryGetProperty(name, out JsonElement part) ? otherwise
            : part.ValueKind == JsonValueKind.Number && part.TryGetDouble(out double value) && value >= 0 && double.IsFinite(value) ? value
            : throw Wrong(name);

        ModelPackException Wrong(string name) => new(new Problem(
            DiagnosticCodes.SampleUnreadable,
            $"The sample '{Path.GetFileName(path)}' has a 'tolerance' that is no {{ \"rtol\": number, \"atol\": number }} (at '{name}'). Mend the sample.",
            path));
    }
}
