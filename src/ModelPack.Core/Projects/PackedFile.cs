using System.Globalization;
using System.Text;
using ModelPack.Core.Content;

namespace ModelPack.Core.Projects;

/// <summary>A line of a file map: a file's place in the package and the author's file.</summary>
/// <param name="Path">The path below <c>modelpack/files/</c>.</param>
/// <param name="Source">The full path of the author's file.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record PackedFile(string Path, string Source, string Sha256, long Size)
{
    /// <summary>Reads a map.</summary>
    /// <param name="map">The file.</param>
    /// <exception cref="IOException">The map cannot be read.</exception>
    /// <exception cref="InvalidDataException">The map is damaged.</exception>
    public static IReadOnlyList<PackedFile> Read(string map) => [.. System.IO.File.ReadLines(map).Select(line => line.Split('\t') is [var path, var source, var sha256, var size]
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? new PackedFile(path, source, sha256, bytes)
            : throw new InvalidDataException($"'{map}' is damaged."))];

    /// <summary>Writes a map, where it changed.</summary>
    /// <param name="map">The file.</param>
    /// <param name="files">The lines.</param>
    /// <exception cref="IOException">The map cannot be written.</exception>
    public static void Write(string map, IEnumerable<PackedFile> files) =>
        AtomicFile.WriteIfChanged(map, Encoding.UTF8.GetBytes(string.Concat(files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Path}\t{file.Source}\t{file.Sha256}\t{file.Size}\n")))));
}
