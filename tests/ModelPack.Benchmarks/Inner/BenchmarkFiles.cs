using ModelPack.Benchmarks.Models;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Inner;

/// <summary>Files that inner benchmarks read, in a folder of their own.</summary>
internal sealed class BenchmarkFiles : IDisposable
{
    private readonly TempFolder _folder = new("inner");

    /// <summary>Digests are not remembered between benchmarks.</summary>
    public string NewProject => _folder[$"{Guid.NewGuid():N}.csproj"];

    /// <summary>A model with weights.</summary>
    public string Model(long size)
    {
        GeneratedModel model = new(new ModelSpec(ElementKind.Float32, size), _folder["model"]);
        model.Write();
        return model.Files[0];
    }

    /// <summary>A model whose weights take no room on the disk.</summary>
    public string SparseModel(long size, int layers)
    {
        GeneratedModel model = new(new ModelSpec(ElementKind.Float32, size, layers), _folder["sparse"]);
        model.WriteStructure();
        return model.Files[0];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
