using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>Finds the data of tensors that the author has in other files.</summary>
internal static class ExternalRanges
{
    /// <summary>Gives each edit with a reference its tensor.</summary>
    /// <param name="modelPath">The full path of the <c>.onnx</c>.</param>
    /// <param name="edits">The edits.</param>
    /// <returns>The full paths of the files, in the order of their first use.</returns>
    /// <exception cref="NotMovableException">A range is not there, is not what the tensor needs, or crosses another.</exception>
    public static IReadOnlyList<string> Resolve(string modelPath, IReadOnlyList<TensorEdit> edits)
    {
        TensorEdit[] referring = [.. edits.Where(edit => edit.Reference is not null)];
        string folder = Path.GetDirectoryName(modelPath)!;
        List<Problem> problems = [];
        ExternalDataResolver.Resolve(modelPath, folder, [.. referring.Select(edit => edit.Reference!)], problems);
        if (problems.Count > 0)
        {
            throw new NotMovableException($"its external data cannot be used: {problems[0].Message.TrimEnd('.')}");
        }

        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach (TensorEdit edit in referring)
        {
            FileRange range = Range(modelPath, folder, edit.Reference!, paths);
            if (range.Length > 0)
            {
                edit.Tensor = new MovableTensor(edit.Reference!.Tensor, range, wasExternal: true);
            }
        }

        RefuseCrossing(referring);
        return [.. referring.Select(edit => edit.Tensor?.Data.File).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static FileRange Range(string modelPath, string folder, ExternalDataReference reference, Dictionary<string, string> paths)
    {
        if (!paths.TryGetValue(reference.Location, out string? path))
        {
            paths[reference.Location] = path = Path.GetFullPath(Path.Combine(folder, reference.Location));
        }

        if (path == modelPath)
        {
            throw new NotMovableException("it refers to itself for the data of a tensor");
        }

        if (reference.ExpectedBytes is not { } expected || (reference.Length ?? expected) != expected)
        {
            string said = reference.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"{length} bytes") : "no length";
            throw new NotMovableException($"'{reference.Tensor}' has {said} of external data, which is not what its type and shape need");
        }

        return new FileRange(path, reference.Offset, expected);
    }

    /// <summary>Tensors may have one range together, but a byte that lies in two different ones would be stored twice, or not.</summary>
    private static void RefuseCrossing(TensorEdit[] edits)
    {
        FileRange last = default;
        foreach (FileRange range in edits.Select(edit => edit.Tensor?.Data).OfType<FileRange>()
            .OrderBy(range => range.File, StringComparer.Ordinal).ThenBy(range => range.Offset).ThenBy(range => range.Length))
        {
            if (range.File == last.File && range != last && range.Offset < last.End)
            {
                throw new NotMovableException($"tensors overlap in '{Path.GetFileName(range.File)}'");
            }

            last = range;
        }
    }
}
