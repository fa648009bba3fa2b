using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ModelPack.Core.Content;
using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>What lies between the tensors of external data files: a recipe can hold little of it.</summary>
/// <param name="memory">What is remembered; learns the rest.</param>
/// <param name="work">Reads the files.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class DataGaps(DigestMemory memory, RangeWork work, CancellationToken cancellationToken)
{
    /// <summary>The most bytes other than zero that may lie outside of tensors.</summary>
    public const long Most = 64 * 1024;

    /// <summary>The ranges of tensors in a data file, by offset, each once.</summary>
    public static FileRange[] Ranges(LayoutInput data, IEnumerable<TensorModel> models) =>
        [.. models.SelectMany(model => model.RangesIn(data.FullPath)).Distinct().OrderBy(range => range.Offset).ThenBy(range => range.Length)];

    /// <summary>What is between and behind ranges that do not overlap.</summary>
    public static IEnumerable<FileRange> Between(LayoutInput data, IEnumerable<FileRange> ranges)
    {
        long position = 0;
        foreach (FileRange range in ranges.Append(new FileRange(data.FullPath, data.Size, 0)))
        {
            if (range.Offset > position)
            {
                yield return new FileRange(data.FullPath, position, range.Offset - position);
            }

            position = range.End;
        }
    }

    /// <summary>Why the tensors cannot be taken out of a data file: the end of a sentence about a model; <see langword="null"/> where they can.</summary>
    /// <param name="data">The file.</param>
    /// <param name="models">The models that use it.</param>
    public string? Explain(LayoutInput data, IEnumerable<TensorModel> models)
    {
        FileRange[] ranges = Ranges(data, models);
        for (int i = 0; i < ranges.Length; i++)
        {
            if (ranges[i].End > data.Size)
            {
                return $"its external data '{data.Path}' is shorter than its tensors need";
            }

            if (i > 0 && ranges[i].Offset < ranges[i - 1].End)
            {
                return $"tensors overlap in its external data '{data.Path}'";
            }
        }

        return CountNonZero(data, ranges) > Most ? $"its external data '{data.Path}' holds more than {Most / 1024} KiB that belong to no tensor" : null;
    }

    private long CountNonZero(LayoutInput data, FileRange[] ranges)
    {
        if (!Between(data, ranges).Any())
        {
            return 0;
        }

        string key = "gaps:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Offset} {range.Length}\n"))))));
        if (memory.FindNumbers(data.FullPath, key) is [long known])
        {
            return known;
        }

        long count = 0;
        work.Run([buffer =>
        {
            using SafeFileHandle file = ShardReader.Open(data.FullPath);
            foreach (FileRange gap in Between(data, ranges).TakeWhile(_ => count <= Most))
            {
                ShardReader.ReadWhile(
                    file,
                    gap,
                    buffer,
                    bytes =>
                    {
                        work.Count(bytes.Length);
                        count += bytes.ContainsAnyExcept((byte)0) ? bytes.Length - bytes.Count((byte)0) : 0;
                        return count <= Most;
                    },
                    cancellationToken);
            }
        }]);
        memory.RememberNumbers(data.FullPath, key, [count]);
        return count;
    }
}
