using ModelPack.Core.Diagnostics;
using ModelPack.Core.Gguf;
using ModelPack.Core.Onnx;
using ModelPack.Core.Safetensors;

namespace ModelPack.Core.Layout;

/// <summary>A file that is cut into pieces: at the bounds of tensors where it has some that we know, else by content.</summary>
internal sealed class ExactFile
{
    /// <summary>Fewer bytes behind the last tensor go with it.</summary>
    private const long LeastBehind = 64 * 1024;

    private readonly LayoutInput _input;
    private readonly CutSizes _sizes;

    /// <summary>Where the header (the first), each tensor with what is behind it, and the end are; only both ends where the file is cut by content.</summary>
    private readonly long[] _bounds;

    /// <summary>Reads the file's structure.</summary>
    public ExactFile(LayoutInput input, CutSizes sizes)
    {
        _input = input;
        _sizes = sizes;
        _bounds = [.. Bounds(input).Append(input.Size).Where(bound => bound > 0 && bound <= input.Size).Order().Distinct().Prepend(0)];
    }

    /// <summary>The segments whose digests must be known: the small ones.</summary>
    public IEnumerable<FileRange> Digests => IsCutByContent ? [] : Segments.Where(segment => segment.Length < _sizes.Large);

    /// <summary>The segments that are cut by content, and how large their pieces may be.</summary>
    public IEnumerable<(FileRange Range, long Most)> Cuts => Segments.Where(IsCut).Select(segment => (segment, Most));

    private bool IsCutByContent => _bounds.Length == 2;

    private IEnumerable<FileRange> Segments => Enumerable.Range(0, _bounds.Length - 1).Select(i => new FileRange(_input.FullPath, _bounds[i], _bounds[i + 1] - _bounds[i]));

    /// <summary>A piece of a tensor may have a little of what is before the tensor.</summary>
    private long Most => IsCutByContent ? _sizes.ShardSize : _sizes.ShardSize - _sizes.Small;

    /// <summary>Cuts the file.</summary>
    /// <param name="work">Has the digests and cuts.</param>
    public IReadOnlyList<Shard> Cut(RangeWork work)
    {
        List<Shard> shards = [];
        long start = 0;
        void CutAt(long position)
        {
            if (position > start)
            {
                shards.Add(new Shard([new ShardPiece(new FileRange(_input.FullPath, start, position - start), 0)]));
                start = position;
            }
        }

        foreach (FileRange segment in Segments)
        {
            long pending = segment.Offset - start;
            bool large = segment.Length >= _sizes.Large;
            if (large ? start == 0 || pending >= _sizes.Small || (!IsCut(segment) && pending + segment.Length > _sizes.ShardSize) : pending + segment.Length > _sizes.ShardSize)
            {
                // The header changes more often than any tensor, so that it never goes with a large one.
                CutAt(segment.Offset);
            }

            foreach (long cut in IsCut(segment) ? work.Cuts(segment, _sizes, Most) : [])
            {
                CutAt(segment.Offset + cut);
            }

            if (IsCutByContent || large || _sizes.CutsBehind(work.Sha256(segment), segment.Length))
            {
                CutAt(segment.End);
            }
        }

        CutAt(_input.Size);
        return shards;
    }

    private bool IsCut(FileRange segment) => IsCutByContent || segment.Length > _sizes.ShardSize;

    private static IEnumerable<long> Bounds(LayoutInput input)
    {
        try
        {
            return input.Format switch
            {
                ModelFormat.Safetensors => Safetensors(input),
                ModelFormat.Gguf => Gguf(input),
                _ => [],
            };
        }
        catch (ModelPackException)
        {
            // Not validated, and not what it seems to be: bytes like any others.
            return [];
        }
    }

    private static IEnumerable<long> Safetensors(LayoutInput input)
    {
        IReadOnlyList<SafetensorsTensor> tensors = SafetensorsReader.Read(input.FullPath).Tensors;
        if (tensors.Count == 0)
        {
            return [];
        }

        // The data of the last one ends with the file.
        long data = input.Size - tensors[^1].End;
        return tensors.Select(tensor => data + tensor.Start);
    }

    private static IEnumerable<long> Gguf(LayoutInput input)
    {
        GgufFacts facts = GgufReader.Read(input.FullPath);
        if (facts.Tensors.Count == 0)
        {
            return [];
        }

        long end = facts.DataStart + facts.Tensors[^1].Offset + facts.Tensors[^1].Size;
        IEnumerable<long> bounds = facts.Tensors.Select(tensor => facts.DataStart + tensor.Offset);
        return input.Size - end >= LeastBehind ? bounds.Append(end) : bounds;
    }
}
