using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Packages;
using ModelPack.Core.Projects;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>Makes projects of what is validated, which are never written down.</summary>
/// <param name="settings">How it is validated.</param>
/// <param name="work">A folder to write to.</param>
internal sealed class SubjectReader(ValidateSettings settings, StandaloneFolder work)
{
    private const string PackageExtension = ".nupkg";

    /// <summary>What a single file is no whole without.</summary>
    private static readonly string[] s_ofFolders = [".safetensors.index.json", "genai_config.json", "manifest.json"];

    /// <summary>A file or folder without manifest and project; <see langword="null"/> for what <see cref="TargetReader"/> opens.</summary>
    /// <param name="what">What the user wrote.</param>
    /// <exception cref="ModelPackException">There is nothing to validate (MP5100), or it cannot be read.</exception>
    public ValidationSubject? OfFiles(string what)
    {
        if (string.IsNullOrWhiteSpace(what))
        {
            throw ToolProblems.NoSuchTarget(what);
        }

        string path = Path.GetFullPath(what);
        try
        {
            return File.Exists(path) ? (IsTarget(path) ? null : OfFile(path))
                : Directory.Exists(path) ? (TargetFolder.Of(path).Kind is null ? OfFolder(path) : null)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.Unreadable(path, exception);
        }
    }

    /// <summary>A package or a model of a service. The files of a package are given back, checked against its manifest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="ModelPackException">It is damaged or incomplete, or there is no space.</exception>
    public ValidationSubject OfTarget(TargetModel model, CancellationToken cancellationToken)
    {
        bool service = model.Kind == TargetKind.Service;
        string folder = service ? model.Place : work.Subfolder("files");
        List<ModelItem> items = [];
        foreach (ModelFile file in model.Manifest.Files.Where(file => service ? file.Materialize && (file.Layout != ModelLayouts.Tensor || file.LaidOutSha256 is not null) : Kind(file) <= ModelItemKind.Config || Kind(file) == ModelItemKind.Sample))
        {
            if (Kind(file) is { } kind)
            {
                string path = Path.Combine(folder, file.Path);
                if (!service)
                {
                    Restore(model, file, path, cancellationToken);
                }

                items.Add(new ModelItem(kind, file.Path, path, "", Metadata(file, service)));
            }
        }

        // Whatever the package's limits were: what it has cut is validated as services get it, and nothing else.
        long size = Math.Max(0, items.Sum(item => service ? 0 : new FileInfo(item.FullPath).Length) - 1);
        ModelProject project = Project(folder, items) with { AllowPickle = true, IsModelFolder = service };
        return new ValidationSubject(model.Place, project with { LayoutOptions = project.LayoutOptions with { InlineLimit = size } })
        {
            Manifest = model.Manifest,
            RestoredTo = service ? null : folder,
        };
    }

    private static bool IsTarget(string path) => Path.GetFileName(path) == ModelManifest.FileName || ProjectTarget.IsProject(path) || Path.GetExtension(path).Equals(PackageExtension, StringComparison.OrdinalIgnoreCase);

    private ValidationSubject OfFile(string path)
    {
        string name = Path.GetFileName(path);
        if (s_ofFolders.Any(suffix => suffix[0] == '.' ? name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) : name == suffix))
        {
            throw ToolProblems.NameTheFolder(path);
        }

        string folder = Path.GetDirectoryName(path)!;
        ModelItem item = new(DefaultItems.KindOf(name) ?? ModelItemKind.Weights, name, path, "", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        return new ValidationSubject(path, Project(folder, [item, .. item.Kind == ModelItemKind.Weights ? SampleItems.Beside(folder) : []]));
    }

    private ValidationSubject OfFolder(string folder)
    {
        IReadOnlyList<ModelItem> items = DefaultItems.In(folder);
        return items.Any(item => item.Kind <= ModelItemKind.Config)
            ? new ValidationSubject(folder, Project(folder, items))
            : throw ToolProblems.NoModelFilesIn(folder);
    }

    private ModelProject Project(string folder, IReadOnlyList<ModelItem> items)
    {
        if (settings.Samples is { } samples)
        {
            ModelItem[] others = [.. items.Where(item => item.Kind != ModelItemKind.Sample)];
            if (settings.Model is null && others.Count(item => item.Kind == ModelItemKind.Weights && Path.GetExtension(item.FullPath).ToUpperInvariant() is ".ONNX" or ".ORT") > 1)
            {
                throw ToolProblems.BadArgument("--samples: there are several models. Name the one that the samples are for with --model.");
            }

            items = [.. others, .. SampleItems.In(samples, settings.Model)];
        }

        return new ModelProject
        {
            // There is no such file: what is wrong with all of it is told of the place.
            ProjectFile = Path.Combine(folder, ModelManifest.FileName),
            StateFolder = work.Subfolder("state"),
            Id = "",
            Version = "",
            Items = items,
            DefaultLayout = FileLayout.Exact,
            ValidationTimeout = settings.Timeout,
            ValidationMemory = settings.Memory,
            ExecutionProviders = settings.Providers,
            CustomOps = settings.CustomOps,
            ValidatorAssembly = ValidatorHost.Assembly,
            DotNetHost = DotNetProcess.Host,
        };
    }

    private static void Restore(TargetModel model, ModelFile file, string path, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileStream output = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            model.Files.CopyTo(file, output, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.CannotWrite(path, exception);
        }
    }

    private static ModelItemKind? Kind(ModelFile file) => file.Role switch
    {
        ModelFileRoles.Weights => ModelItemKind.Weights,
        ModelFileRoles.Tokenizer => ModelItemKind.Tokenizer,
        ModelFileRoles.Config => ModelItemKind.Config,
        ModelFileRoles.Prompt => ModelItemKind.Prompt,
        ModelFileRoles.Retrieval => ModelItemKind.Retrieval,
        ModelFileRoles.Evaluation => ModelItemKind.Evaluation,
        ModelFileRoles.Sample => ModelItemKind.Sample,
        _ => null,
    };

    private static Dictionary<string, string> Metadata(ModelFile file, bool service)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase) { ["Link"] = file.Path };
        if (!service && file is { Layout: ModelLayouts.Tensor, LaidOutSha256: not null })
        {
            metadata["Layout"] = nameof(FileLayout.Tensor);
        }

        return metadata;
    }
}
