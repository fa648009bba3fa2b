namespace ModelPack.Core.Packages;

/// <summary>
/// What a package holds, wherever it is: a <c>.nupkg</c>, a folder that it was extracted to, a feed. Nothing in it is trusted. One thread at a time.
/// </summary>
public interface IPackageContent : IDisposable
{
    /// <summary>What messages call it: a file, a folder, or a package of a source.</summary>
    string Name { get; }

    /// <summary>The paths of its files as they are in an extracted package, with forward slashes; without the parts that make the archive a package.</summary>
    IReadOnlyCollection<string> Entries { get; }

    /// <summary>Whether it has a file.</summary>
    /// <param name="path">The path, as in <see cref="Entries"/>; case matters.</param>
    bool Contains(string path);

    /// <summary>The size of a file in bytes, as the package states it.</summary>
    /// <param name="path">The path of a file that it has.</param>
    long Length(string path);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path of a file that it has.</param>
    /// <returns>A stream that is read from the beginning on; it gives at most <see cref="Length"/> bytes.</returns>
    /// <exception cref="Diagnostics.ModelPackException">The package is damaged (MP4021) or cannot be read (MP4022).</exception>
    Stream Open(string path);
}
