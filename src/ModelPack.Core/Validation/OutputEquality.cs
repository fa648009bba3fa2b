using System.Globalization;
using ModelPack.Core.Inputs;
using ModelPack.Core.Projects;
using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>Compares what a model answers with what a graph that stands for it does, bit by bit, under equal session options.</summary>
/// <param name="pool">Where they run.</param>
/// <param name="runtime">The runtime.</param>
/// <param name="folder">An existing folder to write to.</param>
internal sealed class OutputEquality(ValidatorPool pool, OnnxRuntimePackage runtime, string folder)
{
    private int _runs;

    /// <summary>Compares them.</summary>
    /// <param name="model">The author's model.</param>
    /// <param name="graph">The full path of the graph.</param>
    /// <param name="samples">The inputs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="unknown">Why nothing can be said: the end of a sentence about the author's model; <see langword="null"/> where they were compared.</param>
    /// <returns>What differs, as a sentence; <see langword="null"/> where they answer the same, and where nothing can be said.</returns>
    public string? Compare(ModelSource model, string graph, IReadOnlyList<SampleSet> samples, CancellationToken cancellationToken, out string? unknown)
    {
        unknown = null;
        if (Answer(model, model.File.FullPath, samples, cancellationToken, out string? reason) is not { } expected)
        {
            unknown = $"it does not run{(reason is null ? "" : $": {reason.TrimEnd('.')}")}";
            return null;
        }

        IReadOnlyDictionary<string, byte[]>? actual = Answer(model, graph, samples, cancellationToken, out string? failure);
        if (actual is not null && Differing(expected, actual) is null)
        {
            return null;
        }

        // Only a model that equals itself can be equal to another.
        if (Answer(model, model.File.FullPath, samples, cancellationToken, out _) is not { } again || Differing(expected, again) is not null)
        {
            unknown = "it answers otherwise from one run to the next";
            return null;
        }

        return actual is null ? $"With its tensors in payloads the model does not run: {failure}"
            : $"With its tensors in payloads the model answers otherwise in ONNX Runtime {runtime.Version}: {Differing(expected, actual)} differs.";
    }

    private static string? Differing(IReadOnlyDictionary<string, byte[]> expected, IReadOnlyDictionary<string, byte[]> actual) =>
        expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal).FirstOrDefault(name =>
            !expected.TryGetValue(name, out byte[]? left) || !actual.TryGetValue(name, out byte[]? right) || !left.AsSpan().SequenceEqual(right));

    /// <summary>The recorded outputs by file.</summary>
    private Dictionary<string, byte[]>? Answer(ModelSource model, string path, IReadOnlyList<SampleSet> samples, CancellationToken cancellationToken, out string? failure)
    {
        string record = Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"answer-{_runs++}"))).FullName;
        ValidationResult result = pool.Answer(runtime, model, path, samples, record, cancellationToken);
        failure = result.Problems.Count > 0 ? result.Problems[0].Message : null;
        Dictionary<string, byte[]> outputs = Directory.EnumerateFiles(record, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(record, file), File.ReadAllBytes, StringComparer.Ordinal);
        return result.Validation is null || outputs.Count == 0 ? null : outputs;
    }
}
