using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Files;

namespace ModelPack.Core.Inputs;

/// <summary>Finds the files of a model: what the items name, and the external data of ONNX models. Every fault is a problem of its own.</summary>
public sealed class FileCollector
{
    private readonly ModelProject _project;
    private readonly ICollection<Problem> _problems;
    private readonly Dictionary<string, InputFile> _byFullPath = new(StringComparer.Ordinal);

    private FileCollector(ModelProject project, ICollection<Problem> problems) => (_project, _problems) = (project, problems);

    /// <summary>Collects the files of a project, ordered by path in the package (ordinal).</summary>
    /// <param name="project">The project.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static CollectedFiles Collect(ModelProject project, ICollection<Problem> problems)
    {
        FileCollector collector = new(project, problems);
        List<(InputFile File, ModelSource? Model, List<Problem> Problems)> read = [];
        foreach (ModelItem item in project.Items.Where(item => item.Kind <= ModelItemKind.Card))
        {
            collector.Add(item);
        }

        foreach (InputFile file in collector._byFullPath.Values.Where(file => file.Item.Kind == ModelItemKind.Weights).ToList())
        {
            List<Problem> own = [];
            read.Add((file, collector.ReadModel(file, own), own));
        }

        // What another model has its tensors in is data, whatever its name promises.
        List<ModelSource> models = [];
        foreach ((InputFile file, ModelSource? model, List<Problem> own) in read.Where(entry => !collector._byFullPath[entry.File.FullPath].IsExternalData))
        {
            own.ForEach(problems.Add);
            if (model is not null)
            {
                models.Add(model);
            }
        }

        InputFile? card = collector._byFullPath.Values.FirstOrDefault(file => file.Item.Kind == ModelItemKind.Card);
        List<InputFile> files = [.. collector._byFullPath.Values
            .Where(file => file.Item.Kind != ModelItemKind.Card)
            .OrderBy(file => file.TargetPath, StringComparer.Ordinal)];
        new ModelInspector(project, problems).Check(files);
        collector.CheckTargets(card is null ? files : [.. files, card]);
        return new CollectedFiles(files, card, [.. models.OrderBy(model => model.File.TargetPath, StringComparer.Ordinal)]);
    }

    private void Add(ModelItem item)
    {
        if (Check(item) is not { } size || Target(item) is not { } target)
        {
            return;
        }

        bool? pack = Flag(item, "Pack");
        bool? materialize = Flag(item, "Materialize");
        CheckLayout(item);
        InputFile file = new(
            item,
            item.FullPath,
            target,
            pack ?? (item.Get("Sensitivity") is null || item.Kind != ModelItemKind.Evaluation),
            materialize ?? item.Kind is ModelItemKind.Weights or ModelItemKind.Tokenizer or ModelItemKind.Config or ModelItemKind.Prompt or ModelItemKind.Retrieval)
        { Size = size };
        if (!_byFullPath.TryGetValue(item.FullPath, out InputFile? former) || former.Item.IsDefault)
        {
            _byFullPath[item.FullPath] = Merge(file, former);
        }
        else if (!item.IsDefault)
        {
            if (former.Item.Kind == item.Kind)
            {
                _byFullPath[item.FullPath] = Merge(file, former);
            }
            else
            {
                _problems.Add(new Problem(DiagnosticCodes.TwoKinds, $"'{item.Include}' is listed as Model{former.Item.Kind} and as Model{item.Kind}. Remove one of the two items.", _project.ProjectFile));
            }
        }
    }

    /// <summary>The later item's metadata wins; what only the former has stays.</summary>
    private static InputFile Merge(InputFile file, InputFile? former)
    {
        if (former is null || former.Item.Kind != file.Item.Kind || former.Item.IsDefault == file.Item.IsDefault == false)
        {
            return file;
        }

        Dictionary<string, string> metadata = new(former.Item.Metadata, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in file.Item.Metadata)
        {
            metadata[name] = value;
        }

        return file with { Item = file.Item with { Metadata = metadata } };
    }

    /// <summary>The size of the file that an item names; <see langword="null"/> after a problem.</summary>
    private long? Check(ModelItem item)
    {
        string path = item.FullPath;
        FileInfo info = new(path);
        if (Directory.Exists(path))
        {
            _problems.Add(new Problem(DiagnosticCodes.DirectoryInsteadOfFile, $"Model{item.Kind} '{item.Include}' is a folder where a file is expected. To take everything in it, include '{item.Include.TrimEnd('/', '\\')}/**'.", path));
        }
        else if (!info.Exists || (info.LinkTarget is not null && FileStamp.Read(path, follow: true) == default))
        {
            // A link to nothing exists.
            _problems.Add(new Problem(DiagnosticCodes.FileNotFound, info.LinkTarget is { } target
                ? $"Model{item.Kind} '{item.Include}' is a symbolic link to '{target}', which does not exist. Bring that file, or remove the item from the project."
                : $"Model{item.Kind} '{item.Include}' does not exist. Correct the path, fetch the file, or remove the item from the project.", path));
        }
        else if (!FileStamp.Read(path, follow: true).IsFile)
        {
            _problems.Add(new Problem(DiagnosticCodes.UnreadableFile, $"Model{item.Kind} '{item.Include}' is not a regular file (a pipe, socket or device). Name a file.", path));
        }
        else
        {
            return Readable(item, path);
        }

        return null;
    }

    private long? Readable(ModelItem item, string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (item.Kind != ModelItemKind.Weights && IsGitLfsPointer(stream))
            {
                _problems.Add(new Problem(DiagnosticCodes.GitLfsPointer, $"'{item.Include}' is a Git LFS pointer instead of the file. Run 'git lfs pull'.", path));
                return null;
            }

            return stream.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new Problem(DiagnosticCodes.UnreadableFile, $"Model{item.Kind} '{item.Include}' cannot be read: {exception.Message} Give the user that builds the right to read it.", path));
            return null;
        }
    }

    private static bool IsGitLfsPointer(FileStream stream)
    {
        Span<byte> head = stackalloc byte[(int)Math.Min(stream.Length, 1024)];
        stream.ReadExactly(head);
        return GitLfsPointer.TryRead(head, stream.Length, out _);
    }

    /// <summary>The path in the package: <c>Link</c>, else the path below the project, else, for a file outside, what the glob matched and the name.</summary>
    private string? Target(ModelItem item)
    {
        string relative = Path.GetRelativePath(_project.ProjectFolder, item.FullPath);
        bool outside = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        string target = item.Get("Link") ?? (outside ? Path.Combine(item.RecursiveDir, Path.GetFileName(item.FullPath)) : relative);
        target = Path.DirectorySeparatorChar == '\\' ? target.Replace('\\', '/') : target;
        if (_project.DefaultItemRoot is { } root && item.IsDefault && target.StartsWith(root, StringComparison.Ordinal))
        {
            target = target[root.Length..];
        }

        if (item.Get("Link") is not null && (target.StartsWith('/') || target.Split('/').Any(segment => segment is "" or "." or "..") || Path.IsPathRooted(target)))
        {
            _problems.Add(new Problem(DiagnosticCodes.BadTargetPath, $"Link '{target}' of Model{item.Kind} '{item.Include}' is no path inside the package. Use a relative path with forward slashes and without '..'.", _project.ProjectFile));
            return null;
        }

        if (ModelPathRules.Explain(target) is { } reason)
        {
            _problems.Add(new Problem(DiagnosticCodes.UnportableName, $"'{target}' cannot lie in a package, because not every system can hold it: it {reason}. Rename the file, or set Link on the item.", item.FullPath));
            return null;
        }

        return target;
    }

    private bool? Flag(ModelItem item, string name)
    {
        switch (item.Get(name))
        {
            case null:
                return null;
            case { } value when bool.TryParse(value, out bool flag):
                return flag;
            case { } value:
                _problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"{name}=\"{value}\" of Model{item.Kind} '{item.Include}' is neither true nor false. Use one of the two.", _project.ProjectFile));
                return null;
        }
    }

    private void CheckLayout(ModelItem item)
    {
        if (item.Kind == ModelItemKind.Weights && item.Get("Layout") is { } layout && !layout.Equals(nameof(FileLayout.Tensor), StringComparison.OrdinalIgnoreCase) && !layout.Equals(nameof(FileLayout.Exact), StringComparison.OrdinalIgnoreCase))
        {
            _problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"Layout=\"{layout}\" of ModelWeights '{item.Include}' is neither Tensor nor Exact. Use one of the two.", _project.ProjectFile));
        }
    }

    /// <summary>Reads the structure of a weights file and adds its external data.</summary>
    private ModelSource? ReadModel(InputFile file, List<Problem> problems)
    {
        ModelSource? model = new ModelInspector(_project, problems).Read(file);
        foreach (ExternalDataFile data in model?.Facts is { } facts ? ExternalDataResolver.Resolve(file.FullPath, Root(file), facts.ExternalData, problems, _project.IsModelFolder ? ModelFolder.ShardFolder : null) : [])
        {
            AddExternalData(file, data);
        }

        return model;
    }

    /// <summary>External data may lie anywhere under the project, or under the model's own folder where the model lies outside.</summary>
    private string Root(InputFile file) =>
        file.FullPath.StartsWith(_project.ProjectFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? _project.ProjectFolder : Path.GetDirectoryName(file.FullPath)!;

    private void AddExternalData(InputFile model, ExternalDataFile data)
    {
        int slash = model.TargetPath.LastIndexOf('/');
        string target = model.TargetPath[..(slash + 1)] + data.RelativePath;
        if (ModelPathRules.Explain(target) is { } reason)
        {
            _problems.Add(new Problem(DiagnosticCodes.UnportableName, $"'{target}', external data of '{model.Item.Include}', cannot lie in a package, because not every system can hold it: it {reason}. Export the model with another location.", data.FullPath));
            return;
        }

        if (_byFullPath.TryGetValue(data.FullPath, out InputFile? former) && former.TargetPath == target && (former.IsExternalData || former.Item.Kind == ModelItemKind.Weights))
        {
            _byFullPath[data.FullPath] = former with { IsExternalData = true, Pack = former.Pack || model.Pack, Materialize = former.Materialize || model.Materialize };
            return;
        }

        _byFullPath[data.FullPath] = new InputFile(model.Item, data.FullPath, target, model.Pack, model.Materialize)
        {
            IsExternalData = true,
            Size = new FileInfo(data.FullPath).Length,
        };
    }

    private void CheckTargets(IReadOnlyList<InputFile> files)
    {
        Dictionary<string, InputFile> byTarget = new(StringComparer.OrdinalIgnoreCase);
        foreach (InputFile file in files.Where(file => file.Pack))
        {
            if (byTarget.TryAdd(file.TargetPath, file))
            {
                continue;
            }

            InputFile other = byTarget[file.TargetPath];
            _problems.Add(other.TargetPath == file.TargetPath
                ? new Problem(DiagnosticCodes.TwoItemsOneTarget, $"'{other.FullPath}' and '{file.FullPath}' would both be '{file.TargetPath}' in the package. Set Link on one of the items, or remove it.", file.FullPath)
                : new Problem(DiagnosticCodes.CaseClash, $"'{other.TargetPath}' and '{file.TargetPath}' differ only in case, which Windows and macOS cannot hold side by side. Rename one of the files, or set Link on its item.", file.FullPath));
        }

        // A file where another path needs a folder of the same name.
        foreach (InputFile file in files.Where(file => file.Pack))
        {
            for (int slash = file.TargetPath.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.TargetPath.IndexOf('/', slash + 1))
            {
                if (byTarget.TryGetValue(file.TargetPath[..slash], out InputFile? other))
                {
                    _problems.Add(new Problem(DiagnosticCodes.TwoItemsOneTarget, $"'{other.TargetPath}' would be a file and, for '{file.TargetPath}', a folder. Set Link on one of the items.", file.FullPath));
                }
            }
        }
    }
}
