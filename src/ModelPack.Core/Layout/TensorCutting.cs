using System.Globalization;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>Gives every tensor of all models of a package its place; equal ones have one together.</summary>
/// <param name="models">The models, by path.</param>
/// <param name="sizes">The sizes.</param>
/// <param name="memory">What is remembered.</param>
/// <param name="work">Reads the files.</param>
internal sealed class TensorCutting(IReadOnlyList<TensorModel> models, CutSizes sizes, DigestMemory memory, RangeWork work)
{
    private const int SampleBytes = 4 * 1024;

    private readonly RunCutter _cutter = new(sizes);
    private readonly Dictionary<FileRange, Placement> _byRange = [];
    private readonly HashSet<FileRange> _compared = [];

    /// <summary>Cuts.</summary>
    /// <param name="largestPayload">The limit of payload packages, for the error.</param>
    /// <exception cref="ModelPackException">A tensor is too large (MP4010).</exception>
    public void Cut(long largestPayload)
    {
        (TensorModel Model, MovableTensor Tensor)[] tensors = [.. models.SelectMany(model => model.Map.Tensors.Select(tensor => (model, tensor)))];
        foreach ((TensorModel model, MovableTensor tensor) in tensors)
        {
            if (tensor.Data.Length > sizes.LargestShard)
            {
                throw TooLarge(model, tensor, largestPayload);
            }
        }

        FileRange[] ranges = [.. tensors.Select(pair => pair.Tensor.Data).Distinct()];
        _compared.UnionWith(ranges.Where(range => !_cutter.IsAlone(range.Length)));
        _compared.UnionWith(LikelyEqual([.. ranges.Where(range => _cutter.IsAlone(range.Length))]));
        work.Run(_compared, [], sizes);
        Dictionary<(string Sha256, long Length), Placement> byContent = [];
        foreach (FileRange range in ranges)
        {
            string? sha256 = _compared.Contains(range) ? work.Sha256(range) : null;
            if (sha256 is null || !byContent.TryGetValue((sha256, range.Length), out Placement? placement))
            {
                placement = new Placement(range, sha256);
                _cutter.Add(placement);
                if (sha256 is not null)
                {
                    byContent[(sha256, range.Length)] = placement;
                }
            }

            _byRange[range] = placement;
        }

        _cutter.Finish();
    }

    /// <summary>The plan of an <c>.onnx</c> file.</summary>
    public PlannedFile Plan(TensorModel model) => new(
        model.Input,
        [.. model.Map.Segments.Where(segment => segment.Range.Length > 0).Select(segment => segment.Tensor is null ? new PlannedPart(segment.Range, null, null) : Part(segment.Range))],
        model.Map,
        model.Map.Tensors.ToDictionary(tensor => tensor, tensor => _byRange[tensor.Data]));

    /// <summary>The plan of a file of external data.</summary>
    public PlannedFile Plan(LayoutInput data)
    {
        FileRange[] ranges = DataGaps.Ranges(data, models);
        PlannedPart[] parts = [.. ranges.Select(Part), .. DataGaps.Between(data, ranges).Select(gap => new PlannedPart(gap, null, null))];
        Array.Sort(parts, (left, right) => left.Range.Offset.CompareTo(right.Range.Offset));
        return new PlannedFile(data, parts, null, new Dictionary<MovableTensor, Placement>());
    }

    private PlannedPart Part(FileRange range) => new(range, _byRange[range], _compared.Contains(range) ? work.Sha256(range) : null);

    /// <summary>
    /// Large tensors that must be compared: digesting all of them would read everything twice, but those whose middle is equal to another's are few.
    /// </summary>
    private IEnumerable<FileRange> LikelyEqual(FileRange[] ranges)
    {
        FileRange[][] groups = [.. ranges.GroupBy(range => range.Length).Select(group => group.ToArray()).Where(group => group.Length > 1)];
        FileRange[] sampled = [.. groups.Where(group => group.Any(range => memory.Find(range) is null)).SelectMany(group => group)];
        work.Run(sampled.Select(Sample), [], sizes);
        HashSet<FileRange> unknown = [.. sampled];
        return groups.SelectMany(group => unknown.Contains(group[0])
            ? group.GroupBy(range => work.Sha256(Sample(range)), StringComparer.Ordinal).Where(equal => equal.Count() > 1).SelectMany(equal => equal)
            : group);
    }

    private static FileRange Sample(FileRange range)
    {
        long length = Math.Min(SampleBytes, range.Length);
        return new FileRange(range.File, range.Offset + ((range.Length - length) / 2), length);
    }

    private static ModelPackException TooLarge(TensorModel model, MovableTensor tensor, long largestPayload)
    {
        long needed = tensor.Data.Length + CutSizes.PackageOverhead;
        return new ModelPackException(new Problem(
            DiagnosticCodes.TensorTooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tensor '{tensor.Name}' of '{model.Input.Path}' has {tensor.Data.Length} bytes, and a payload package may have {largestPayload} (ModelPackPayloadSizeLimit). If the feed takes larger packages, set the limit to {needed} or more; else set Layout=\"Exact\" on the model's item, which cuts tensors."),
            model.Input.FullPath));
    }
}
