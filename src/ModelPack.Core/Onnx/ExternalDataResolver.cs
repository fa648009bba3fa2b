using ModelPack.Core.Diagnostics;
using ModelPack.Core.Protobuf;
using ModelPack.Files;

namespace ModelPack.Core.Onnx;

/// <summary>
/// Finds the files that hold a model's external data, and checks them as ONNX Runtime would: inside the project, there, and long enough. Follows
/// symbolic links itself, so that a link in the project cannot bring files of the machine into a package.
/// </summary>
public static class ExternalDataResolver
{
    /// <summary>Resolves references.</summary>
    /// <param name="modelPath">The model that makes them; its folder is where locations begin (a link's own folder, where it is a link).</param>
    /// <param name="rootFolder">The folder that nothing may leave through symbolic links, i.e. the project's. A model outside of it may use its own folder.</param>
    /// <param name="refs">The references.</param>
    /// <param name="problems">Receives one problem per location that cannot be used (MP1040 to MP1047, MP2002).</param>
    /// <param name="hiddenFolder">The name of a hidden folder beside the model that may hold data all the same: that of shards.</param>
    /// <returns>The files, each once, in the order of the references, without the model itself.</returns>
    public static IReadOnlyList<ExternalDataFile> Resolve(string modelPath, string rootFolder, IReadOnlyList<ExternalDataReference> refs, ICollection<Problem> problems, string? hiddenFolder = null)
    {
        modelPath = Path.GetFullPath(modelPath);
        string modelFolder = Path.GetDirectoryName(modelPath)!;
        string root = RealPath.IsInside(modelFolder, Path.GetFullPath(rootFolder)) ? Path.GetFullPath(rootFolder) : modelFolder;
        Dictionary<string, ExternalDataFile> files = new(StringComparer.Ordinal);
        foreach (IGrouping<string, ExternalDataReference> group in refs.GroupBy(reference => reference.Location, StringComparer.Ordinal))
        {
            ExternalDataReference[] references = [.. group];
            ExternalDataReference[] required = [.. references.Where(reference => !reference.IsOptional)];
            Location location = new(modelPath, modelFolder, root, group.Key);
            Problem? problem = Check(location, required, hiddenFolder);
            if (problem is not null)
            {
                // What the runtime never reads is packed where it is sound, and otherwise left out.
                if (required.Length > 0)
                {
                    problems.Add(problem);
                }
            }
            else if (location.FullPath != modelPath)
            {
                files.TryAdd(location.RelativePath, new ExternalDataFile(location.FullPath, location.RelativePath));
            }
        }

        return [.. files.Values];
    }

    private static Problem? Check(Location location, ExternalDataReference[] references, string? hiddenFolder)
    {
        string text = location.Text;
        string tensors = Describe(references);
        string[] segments = text.Split('/', '\\');
        if (text.Length == 0 || text.Any(char.IsControl) || segments.All(segment => segment is "" or "."))
        {
            return location.Problem(DiagnosticCodes.ExternalDataInvalid, $"{tensors} in a file without a usable name ('{Printable(text)}'). Export the model again.");
        }

        if (text[0] is '/' or '\\' || (text.Length >= 2 && text[1] == ':' && char.IsAsciiLetter(text[0])))
        {
            return location.Problem(
                DiagnosticCodes.ExternalDataAbsolute,
                $"{tensors} in '{text}', an absolute path, which exists on one machine only. Put the file beside the model and export the model with a relative location.");
        }

        if (segments.Contains(".."))
        {
            return location.Problem(
                DiagnosticCodes.ExternalDataParentFolder,
                $"{tensors} in '{text}', outside the model's folder. Put the file beside the model or in a folder below, and export the model with that location.");
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            return location.Problem(
                DiagnosticCodes.ExternalDataBackslash,
                $"{tensors} in '{text}', which only Windows can read. Export the model with forward slashes in the location.");
        }

        if (segments.Skip(segments[0] == hiddenFolder ? 1 : 0).Any(segment => segment.Length > 1 && segment[0] == '.') || segments[0] is "bin" or "obj")
        {
            return location.Problem(
                DiagnosticCodes.ExternalDataHidden,
                $"{tensors} in '{text}', among hidden files or build output, where no exporter puts weights and secrets may lie. Do not use a model that you do not trust; else export it with another location.");
        }

        location.Normalize(segments);
        try
        {
            return CheckFile(location, tensors, references);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return location.Problem(DiagnosticCodes.ExternalDataUnreadable, $"{tensors} in '{text}', which cannot be read: {e.Message} See that you may read it.", location.FullPath);
        }
    }

    private static Problem? CheckFile(Location location, string tensors, ExternalDataReference[] references)
    {
        string text = location.Text;
        if (!File.Exists(location.FullPath))
        {
            string what = Directory.Exists(location.FullPath) ? "is a folder" : "does not exist";
            return location.Problem(
                DiagnosticCodes.ExternalDataMissing,
                $"{tensors} in '{text}', which {what}: '{location.FullPath}'. Copy the file there; exporters write it beside the model.");
        }

        if (!FileStamp.Read(location.FullPath, follow: true).IsFile)
        {
            return location.Problem(DiagnosticCodes.ExternalDataUnreadable, $"{tensors} in '{text}', which is a pipe, socket or device. Copy the data into a file.", location.FullPath);
        }

        string real = RealPath.Of(location.FullPath);
        if (!RealPath.IsInside(real, RealPath.Of(location.Root)))
        {
            return location.Problem(
                DiagnosticCodes.ExternalDataOutsideProject,
                $"{tensors} in '{text}', which leads out of the project through a symbolic link, to '{real}'. Copy the file into the project.");
        }

        using FileWindow file = new(real);
        if (GitLfsPointer.TryRead(file.Head(), file.Length, out _))
        {
            return ModelFileErrors.LfsPointer(location.FullPath, file).Problem;
        }

        foreach (ExternalDataReference reference in references)
        {
            long available = file.Length - reference.Offset;
            long needed = Math.Max(reference.Length ?? 0, reference.ExpectedBytes ?? 0);
            if (needed > available)
            {
                return location.Problem(
                    DiagnosticCodes.ExternalDataTooShort,
                    $"{Describe([reference])} in '{text}' from byte {reference.Offset} to {(Int128)reference.Offset + needed}, but the file has {file.Length} bytes. Copy the file again, or export the model again.",
                    location.FullPath);
            }

            if (reference.Length is { } length && reference.ExpectedBytes > length)
            {
                return location.Problem(
                    DiagnosticCodes.ExternalDataTooShort,
                    $"{Describe([reference])} in '{text}', {length} bytes of it, but its type and shape need {reference.ExpectedBytes}. Export the model again.");
            }
        }

        return null;
    }

    private static string Describe(ExternalDataReference[] references) => references switch
    {
        [] => "Training information has its data",
        [var only] => $"The tensor '{only.Tensor}' has its data",
        [var first, ..] => $"The tensor '{first.Tensor}' and {references.Length - 1} more have their data",
    };

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>A location in a model, on its way to a path.</summary>
    private sealed class Location(string modelPath, string modelFolder, string root, string text)
    {
        public string Text { get; } = text;

        public string Root { get; } = root;

        public string RelativePath { get; private set; } = "";

        public string FullPath { get; private set; } = "";

        public void Normalize(string[] segments)
        {
            RelativePath = string.Join('/', segments.Where(segment => segment is not ("" or ".")));
            FullPath = Path.GetFullPath(Path.Combine(modelFolder, RelativePath));
        }

        public Problem Problem(string code, string message, string? file = null) => new(code, message, file ?? modelPath);
    }
}
