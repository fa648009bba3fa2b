using System.Globalization;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Projects;

/// <summary>A line of a file map: a file's place in the package and the author's file.</summary>
/// <param name="Path">The path below <c>modelpack/files/</c>.</param>
/// <param name="Source">The full path of the author's file.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record PackedFile(string Path, string Source, string Sha256, long Size)
{
    private const string None = "-";

    /// <summary>The layout that the author asked for; <see langword="null"/>: the default of its kind.</summary>
    public FileLayout? Wanted { get; init; }

    /// <summary>Whether it stays in the package as it is, however large.</summary>
    public bool KeepInline { get; init; }

    /// <summary>What it is by its content; <see cref="ModelFormat.Unknown"/> where it is no model.</summary>
    public ModelFormat Format { get; init; }

    /// <summary>What the planner is told.</summary>
    public LayoutInput ToLayoutInput() => new(Path, Source, Size, Wanted, KeepInline, Format);

    /// <summary>Reads a map of files to pack.</summary>
    /// <param name="map">The file.</param>
    /// <exception cref="IOException">The map cannot be read.</exception>
    /// <exception cref="InvalidDataException">The map is damaged.</exception>
    public static IReadOnlyList<PackedFile> Read(string map) => [.. System.IO.File.ReadLines(map).Select(line => line.Split('\t') is [var path, var source, var sha256, var size, var wanted, var keep, var format]
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
        && Layout(wanted, out FileLayout? layout)
        && bool.TryParse(keep, out bool keepInline)
        && Enum.TryParse(format, out ModelFormat modelFormat)
            ? new PackedFile(path, source, sha256, bytes) { Wanted = layout, KeepInline = keepInline, Format = modelFormat }
            : throw new InvalidDataException($"'{map}' is damaged."))];

    /// <summary>Writes a map of files to pack, where it changed.</summary>
    /// <param name="map">The file.</param>
    /// <param name="files">The lines.</param>
    /// <exception cref="IOException">The map cannot be written.</exception>
    public static void Write(string map, IEnumerable<PackedFile> files) =>
        Write(map, files.Select(file => $"{Line(file)}\t{file.Wanted?.ToString() ?? None}\t{file.KeepInline}\t{file.Format}\n"));

    /// <summary>Writes a map of files that services get, where it changed: path, source, SHA-256 and size of each.</summary>
    /// <param name="map">The file.</param>
    /// <param name="files">The lines.</param>
    /// <exception cref="IOException">The map cannot be written.</exception>
    public static void WriteSources(string map, IEnumerable<PackedFile> files) => Write(map, files.Select(file => $"{Line(file)}\n"));

    private static void Write(string map, IEnumerable<string> lines) => AtomicFile.WriteIfChanged(map, Encoding.UTF8.GetBytes(string.Concat(lines)));

    private static string Line(PackedFile file) => string.Create(CultureInfo.InvariantCulture, $"{file.Path}\t{file.Source}\t{file.Sha256}\t{file.Size}");

    private static bool Layout(string text, out FileLayout? layout)
    {
        bool known = Enum.TryParse(text, out FileLayout value);
        layout = known ? value : null;
        return known || text == None;
    }
}
