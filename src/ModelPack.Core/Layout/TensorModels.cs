using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>Decides which <c>.onnx</c> files are laid out by tensor: those of which everything that refers to their data is.</summary>
/// <param name="files">All files, by path.</param>
/// <param name="options">The options.</param>
/// <param name="gaps">Knows what lies between the tensors.</param>
internal sealed class TensorModels(IReadOnlyList<LayoutInput> files, LayoutOptions options, DataGaps gaps)
{
    /// <summary>A graph of at most this size may always lie in the package, in bytes: files of this size do.</summary>
    private const long SmallGraph = 64 * 1024;

    private readonly Dictionary<string, LayoutInput> _byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _dataOf = new(StringComparer.Ordinal);
    private readonly List<TensorModel> _models = [];

    /// <summary>Decides.</summary>
    /// <param name="notes">Takes why models are not laid out by tensor.</param>
    /// <returns>Those that are, by path.</returns>
    public IReadOnlyList<TensorModel> Decide(ICollection<string> notes)
    {
        foreach (LayoutInput file in files.Where(IsCandidate))
        {
            TensorModel model = new(file, OnnxTensorMap.Read(file.FullPath, options.SmallTensor));
            if (model.Moves && FindData(model) && (file.Size > options.SmallFile || model.Data.Any(data => data.Size > options.SmallFile)))
            {
                CheckGraph(model);
                _models.Add(model);
            }
            else if (!model.Moves && (file.Size > options.SmallFile || DataOf(file).Count > 0))
            {
                _models.Add(model);
            }
        }

        // One model that stays keeps its data files, and so all models that share them.
        while (_models.Any(model => model.Moves && model.Data.Count > 0) && (KeepData() || CheckData()))
        {
        }

        foreach (TensorModel model in _models.Where(model => !model.Moves))
        {
            notes.Add($"'{model.Input.Path}' is packed as the file that it is, not by its tensors: {model.Reason}.");
        }

        return [.. _models.Where(model => model.Moves)];
    }

    private static bool IsCandidate(LayoutInput file) => file is { Format: ModelFormat.Onnx, KeepInline: false } && (file.Wanted ?? FileLayout.Tensor) == FileLayout.Tensor;

    /// <summary>Finds the data files among what is packed, where a service's model folder has them.</summary>
    private bool FindData(TensorModel model)
    {
        foreach (string path in model.Map.DataFiles)
        {
            if (!_byPath.TryGetValue(PathOf(model.Input, Path.GetRelativePath(Path.GetDirectoryName(model.Map.Path)!, path)), out LayoutInput? data) || data.FullPath != path)
            {
                model.Stay($"its external data '{Path.GetFileName(path)}' is not packed beside it");
            }
            else if (data.Format is ModelFormat.Onnx or ModelFormat.Ort or ModelFormat.Safetensors or ModelFormat.Gguf)
            {
                model.Stay($"its external data '{data.Path}' is a model itself");
            }
            else
            {
                model.Data.Add(data);
            }
        }

        return model.Moves;
    }

    private void CheckGraph(TensorModel model)
    {
        // No place in a shard takes more digits than this one.
        TensorLocation widest = new(ModelFolder.ShardLocation(new string('0', 64)), Math.Max(options.ShardSize, CutSizes.LeastShardSize));
        long most = Math.Max(options.InlineLimit, SmallGraph);
        if (OnnxRewriter.Size(model.Map, _ => widest) is var size && size > most)
        {
            model.Stay($"without its large tensors it would still have {size} bytes, and {most} may lie in the package (ModelPackInlineLimit)");
        }
    }

    /// <summary>Whether a model had to stay because another file needs its data.</summary>
    private bool KeepData()
    {
        HashSet<string> moving = [.. _models.Where(model => model.Moves).Select(model => model.Input.Path)];
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach (LayoutInput file in files)
        {
            if (file.KeepInline || file.Wanted is FileLayout.Exact or FileLayout.Inline)
            {
                kept.TryAdd(file.Path, "is to be packed as it is");
            }

            if (file.Format == ModelFormat.Onnx && !moving.Contains(file.Path))
            {
                foreach (string data in DataOf(file))
                {
                    kept.TryAdd(data, $"is needed as it is by '{file.Path}'");
                }
            }
        }

        bool any = false;
        foreach (TensorModel model in _models.Where(model => model.Moves))
        {
            if (model.Data.Find(data => kept.ContainsKey(data.Path)) is { } data)
            {
                model.Stay($"its external data '{data.Path}' {kept[data.Path]}");
                any = true;
            }
        }

        return any;
    }

    /// <summary>Whether a model had to stay because its data cannot be taken apart.</summary>
    private bool CheckData()
    {
        foreach (IGrouping<LayoutInput, TensorModel> users in _models.Where(model => model.Moves).SelectMany(model => model.Data.Select(data => (data, model))).GroupBy(pair => pair.data, pair => pair.model))
        {
            if (gaps.Explain(users.Key, users) is { } reason)
            {
                foreach (TensorModel model in users)
                {
                    model.Stay(reason);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>The paths of a model's external data, as it names them.</summary>
    private IReadOnlyList<string> DataOf(LayoutInput model)
    {
        if (!_dataOf.TryGetValue(model.Path, out IReadOnlyList<string>? paths))
        {
            try
            {
                paths = [.. OnnxModelReader.Read(model.FullPath).ExternalData.Select(reference => PathOf(model, reference.Location)).Distinct(StringComparer.Ordinal)];
            }
            catch (ModelPackException)
            {
                // Nothing opens it, so it needs nothing.
                paths = [];
            }

            _dataOf[model.Path] = paths;
        }

        return paths;
    }

    private static string PathOf(LayoutInput model, string relative)
        => model.Path[..(model.Path.LastIndexOf('/') + 1)] + string.Join('/', relative.Split('/', Path.DirectorySeparatorChar).Where(segment => segment is not ("" or ".")));
}
