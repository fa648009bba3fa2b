using ModelPack.Core.Diagnostics;
using ModelPack.Core.Formats;
using ModelPack.Core.Gguf;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Core.RuntimeFolders;
using ModelPack.Core.Safetensors;
using ModelPack.Core.Tokenizers;

namespace ModelPack.Core.Inputs;

/// <summary>Reads the structure of files by what they are, and refuses what a package must not hold. Every fault is a problem of its own.</summary>
/// <param name="project">The project.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ModelInspector(ModelProject project, ICollection<Problem> problems)
{
    private const int MaxMetadataEntries = 256;
    private const int MaxMetadataText = 4096;

    /// <summary>Reads a weights file; <see langword="null"/> for one that is packed unseen, and after a problem.</summary>
    public ModelSource? Read(InputFile file)
    {
        ModelSource? model = null;
        Guard(file, () => model = ReadWeights(file));
        return model;
    }

    /// <summary>Checks all other packed files, and what folders of ONNX Runtime name.</summary>
    /// <param name="files">All files.</param>
    public void Check(IReadOnlyList<InputFile> files)
    {
        PackedPaths paths = new(files);
        foreach (InputFile file in files.Where(file => file.Pack))
        {
            Guard(file, () => CheckFile(file, paths));
        }
    }

    private void CheckFile(InputFile file, PackedPaths paths)
    {
        if (file.Item.Kind != ModelItemKind.Weights || file.IsExternalData)
        {
            RefuseCode(file);
        }

        if (file.IsExternalData)
        {
            return;
        }

        if (file.Item.Kind != ModelItemKind.Weights)
        {
            TokenizerChecks.Check(file.FullPath, file.Item.Kind);
        }

        string name = Path.GetFileName(file.TargetPath);
        if (IsShardIndex(file))
        {
            ShardIndex.Check(file, paths, problems);
        }
        else if (name == GenAiFolder.ConfigName)
        {
            GenAiFolder.Check(file, paths, problems);
        }
        else if (name == RuntimePackage.ManifestName && file.Item.Kind is ModelItemKind.Config or ModelItemKind.Weights)
        {
            RuntimePackage.Check(file, paths, problems);
        }
    }

    private static bool IsShardIndex(InputFile file) => file.TargetPath.EndsWith(ShardIndex.Suffix, StringComparison.OrdinalIgnoreCase);

    private void RefuseCode(InputFile file)
    {
        if (!project.AllowPickle && ForeignFormats.Detect(file.FullPath) is var format && ForeignFormats.RunsCode(format))
        {
            throw ForeignFormats.Refusal(file.FullPath, format);
        }
    }

    private ModelSource? ReadWeights(InputFile file)
    {
        string path = file.FullPath;
        string extension = Path.GetExtension(path).ToLowerInvariant();
        ModelFormat format = ModelFormatDetector.Detect(path);

        // A file that claims to be a model is read as such, so that the reader says what is wrong with it.
        switch (extension)
        {
            case ".onnx":
                return new ModelSource(file, ModelFormat.Onnx, OnnxModelReader.Read(path));
            case ".ort" when format != ModelFormat.Onnx:
                return new ModelSource(file, ModelFormat.Ort, OrtModelReader.Read(path));
            case ".safetensors":
                return Safetensors(file);
            case ".gguf":
                return Gguf(file);
        }

        switch (format)
        {
            case ModelFormat.Onnx or ModelFormat.GitLfsPointer or ModelFormat.Empty or ModelFormat.Html:
                return new ModelSource(file, ModelFormat.Onnx, OnnxModelReader.Read(path));
            case ModelFormat.Ort:
                return new ModelSource(file, ModelFormat.Ort, OrtModelReader.Read(path));
            case ModelFormat.Safetensors:
                return Safetensors(file);
            case ModelFormat.Gguf:
                return Gguf(file);
            default:
                return ReadForeign(file, extension);
        }
    }

    private ModelSource? ReadForeign(InputFile file, string extension)
    {
        ForeignFormat format = ForeignFormats.Detect(file.FullPath);
        if (format != ForeignFormat.None && file.Pack && !project.AllowPickle)
        {
            throw ForeignFormats.Refusal(file.FullPath, format);
        }

        if (extension == ".json" && !IsShardIndex(file))
        {
            // XGBoost's models, for instance.
            JsonFile.Check(file.FullPath);
        }

        // The manifest says of it that it is not validated.
        return format == ForeignFormat.None ? null : new ModelSource(file, ModelFormat.Unknown, null);
    }

    private static ModelSource Safetensors(InputFile file)
    {
        SafetensorsFacts facts = SafetensorsReader.Read(file.FullPath);
        return new ModelSource(file, ModelFormat.Safetensors, null) { Weights = new WeightsFacts(facts.Parameters, Kept(facts.Metadata)) };
    }

    private static ModelSource Gguf(InputFile file)
    {
        GgufFacts facts = GgufReader.Read(file.FullPath);
        SortedDictionary<string, string> metadata = Kept(facts.Metadata);
        if (facts.Quantization is { } quantization)
        {
            metadata["quantization"] = quantization;
        }

        return new ModelSource(file, ModelFormat.Gguf, null) { Weights = new WeightsFacts(facts.Parameters, metadata) };
    }

    /// <summary>What the manifest takes: trainers write whole data sets into a file's metadata.</summary>
    private static SortedDictionary<string, string> Kept(IReadOnlyDictionary<string, string> metadata)
    {
        SortedDictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string key, string value) in metadata.Where(pair => pair.Key.Length <= MaxMetadataText && pair.Value.Length <= MaxMetadataText).Take(MaxMetadataEntries))
        {
            kept[key] = value;
        }

        return kept;
    }

    private void Guard(InputFile file, Action read)
    {
        try
        {
            read();
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(DiagnosticCodes.UnreadableFile, $"'{file.Item.Include}' cannot be read: {exception.Message}", file.FullPath));
        }
    }
}
