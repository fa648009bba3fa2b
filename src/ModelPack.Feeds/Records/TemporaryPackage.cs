using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Records;

/// <summary>A package that is written to be pushed, in a folder of its own; deleted afterwards, or by the next run where this one is killed.</summary>
internal sealed class TemporaryPackage(string id, int number) : IDisposable
{
    internal const string Prefix = "modelpack-records-";

    private readonly TemporaryFolder _folder = new(Prefix);

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(_folder.Path, $"{id}.{number}.0.0.nupkg");

    /// <summary>Begins to write.</summary>
    public Stream Create() => new FileStream(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
