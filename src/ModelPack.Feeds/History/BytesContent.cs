using ModelPack.Core.Packages;
using ModelPack.Core.Packing;

namespace ModelPack.Feeds.History;

/// <summary>A manifest that was read before, as the package that it is of: it is checked as there.</summary>
internal sealed class BytesContent(byte[] manifest, string name) : IPackageContent
{
    public string Name => name;

    public IReadOnlyCollection<string> Entries => [PackageLayout.Manifest];

    public bool Contains(string path) => path == PackageLayout.Manifest;

    public long Length(string path) => manifest.Length;

    public Stream Open(string path) => new MemoryStream(manifest, writable: false);

    public void Dispose()
    {
    }
}
