using Microsoft.Win32.SafeHandles;

namespace ModelPack.Benchmarks.Models;

/// <summary>A model that is made here: <c>model.onnx</c> in a folder, with <c>model.onnx.data</c> beside it where it is too large for one file.</summary>
internal sealed class GeneratedModel
{
    private const int ChunkSize = 1 << 20;

    private readonly ModelSpec _spec;
    private readonly ModelLayout _layout;
    private readonly string _model;
    private readonly string _data;

    public GeneratedModel(ModelSpec spec, string folder)
    {
        _spec = spec;
        _model = Path.Combine(folder, "model.onnx");
        _layout = new ModelLayout(spec, Path.GetFileName(_model) + ".data");
        _data = _layout.IsInline ? _model : _model + ".data";
    }

    /// <summary>The files that it consists of.</summary>
    public IReadOnlyList<string> Files => _layout.IsInline ? [_model] : [_model, _data];

    /// <summary>The size in bytes of all weights.</summary>
    public long WeightsLength => _layout.Weights.Sum(weight => weight.Tensor.Length);

    /// <summary>The number of layers.</summary>
    public int Layers => _spec.Layers;

    /// <summary>The size in bytes of a layer's weights.</summary>
    public long LayerLength(int layer) => Of(layer).Sum(weight => weight.Tensor.Length);

    /// <summary>Writes it.</summary>
    public void Write() => Write(withWeights: true);

    /// <summary>Writes all but the weights, which are holes in the file: the structure of a large model on a small disk.</summary>
    public void WriteStructure() => Write(withWeights: false);

    /// <summary>Gives a layer other weights, as training on does.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="generation">Which other weights; equal ones give equal bytes, 0 the first ones.</param>
    public void ChangeLayer(int layer, int generation)
    {
        using SafeFileHandle data = Open(_data, FileMode.Open, 0);
        Fill(data, [.. Of(layer)], generation);
        RandomAccess.FlushToDisk(data);
    }

    private void Write(bool withWeights)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_model)!);
        using (SafeFileHandle model = Open(_model, FileMode.Create, withWeights ? _layout.ModelLength : 0))
        {
            foreach ((long offset, byte[] bytes) in _layout.Text)
            {
                RandomAccess.Write(model, bytes, offset);
            }

            if (_layout.IsInline && withWeights)
            {
                Fill(model, _layout.Weights, 0);
            }

            RandomAccess.FlushToDisk(model);
        }

        if (!_layout.IsInline)
        {
            using SafeFileHandle data = Open(_data, FileMode.Create, withWeights ? _layout.DataLength : 0);
            RandomAccess.SetLength(data, _layout.DataLength);
            Fill(data, withWeights ? _layout.Weights : [], 0);
            RandomAccess.FlushToDisk(data);
        }
    }

    private IEnumerable<(long Offset, WeightTensor Tensor)> Of(int layer) => _layout.Weights.Where(weight => weight.Tensor.Layer == layer);

    private void Fill(SafeFileHandle file, IReadOnlyList<(long Offset, WeightTensor Tensor)> weights, int generation)
    {
        foreach ((long offset, WeightTensor tensor) in weights)
        {
            int chunks = (int)((tensor.Length + ChunkSize - 1) / ChunkSize);
            Parallel.For(0, chunks, () => new byte[ChunkSize], (chunk, _, buffer) =>
            {
                long start = (long)chunk * ChunkSize;
                Span<byte> bytes = buffer.AsSpan(0, (int)Math.Min(ChunkSize, tensor.Length - start));
                WeightFiller.Fill(bytes, tensor.Kind, tensor.Deviation, new Noise(_spec.Seed, (ulong)tensor.Layer, (ulong)tensor.Kind, (ulong)tensor.Dimensions.Count, (ulong)generation, (ulong)chunk));
                RandomAccess.Write(file, bytes, offset + start);
                return buffer;
            }, _ => { });
        }
    }

    private static SafeFileHandle Open(string path, FileMode mode, long size) => File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read, FileOptions.None, size);
}
