namespace ModelPack;

/// <summary>
/// A model that a package brought into the application: its files lie in <c>models/&lt;slot&gt;/</c> beside the application, with the manifest that lists them.
/// Instances are immutable and safe for concurrent use.
/// </summary>
public sealed class ModelPackage
{
    private const string ModelsFolder = "models";

    /// <summary>Everything in the folder but the manifest, in the manifest's order: also the shards that laid-out graphs refer to.</summary>
    private readonly List<ModelFolderFile> _all;

    /// <summary>The author's files that are there as files.</summary>
    private readonly Dictionary<string, ModelFolderFile> _files;

    private ModelPackage(string slot, string directory, ModelManifest manifest, List<ModelFolderFile> all)
    {
        Slot = slot;
        Directory = directory;
        Manifest = manifest;
        _all = all;
        _files = all.Where(file => !file.IsShard).ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>The name of the model's folder: the package id, or the <c>ModelName</c> of the reference.</summary>
    public string Slot { get; }

    /// <summary>The id of the package that the model was published as.</summary>
    public string Id => Manifest.Id;

    /// <summary>The version of the package.</summary>
    public string Version => Manifest.Version;

    /// <summary>The model's digest, <c>sha256:</c> and 64 hexadecimal digits; see <see cref="ModelDigest"/>.</summary>
    public string Digest => Manifest.Digest;

    /// <summary>What the model is, what it was made from and how it was checked. Shared; do not change it.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The full path of the folder with the model's files.</summary>
    public string Directory { get; }

    /// <summary>
    /// The paths of the model's files in the application, as in the manifest, in its order. The tensors of a large ONNX model lie in shards, which its graph refers
    /// to: they are no files of the author's and not listed, and neither is external data that went into them.
    /// </summary>
    public IEnumerable<string> FilePaths => _files.Keys;

    /// <summary>Opens a model beside the application (<see cref="AppContext.BaseDirectory"/>).</summary>
    /// <param name="slot">The package id, or the <c>ModelName</c> of the reference.</param>
    /// <exception cref="ModelPackageNotFoundException">There is no such model; the message says where it was sought and which models are there.</exception>
    /// <exception cref="InvalidDataException">The manifest is damaged, lists paths outside the model's folder, or is of a newer format.</exception>
    public static ModelPackage Load(string slot) => Load(slot, DefaultFolder());

    /// <summary>Opens a model below a folder.</summary>
    /// <param name="slot">The package id, or the <c>ModelName</c> of the reference.</param>
    /// <param name="baseFolder">The folder that has the <c>models</c> folder.</param>
    /// <exception cref="ModelPackageNotFoundException">There is no such model; the message says where it was sought and which models are there.</exception>
    /// <exception cref="InvalidDataException">The manifest is damaged, lists paths outside the model's folder, or is of a newer format.</exception>
    public static ModelPackage Load(string slot, string baseFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(slot);
        ArgumentException.ThrowIfNullOrEmpty(baseFolder);
        if (ModelPathRules.ExplainSlot(slot) is { } reason)
        {
            throw new ArgumentException($"The model name '{slot}' {reason}.", nameof(slot));
        }

        IReadOnlyList<string> slots = GetSlots(baseFolder);
        string? found = slots.FirstOrDefault(name => name == slot) ?? slots.FirstOrDefault(name => name.Equals(slot, StringComparison.OrdinalIgnoreCase));
        return found is null ? throw new ModelPackageNotFoundException(slot, ModelsIn(baseFolder), slots) : Open(found, Path.Combine(ModelsIn(baseFolder), found));
    }

    /// <summary>Opens every model beside the application, ordered by slot.</summary>
    /// <exception cref="InvalidDataException">A manifest is damaged, lists paths outside the model's folder, or is of a newer format.</exception>
    public static IReadOnlyList<ModelPackage> LoadAll() => LoadAll(DefaultFolder());

    /// <summary>Opens every model below a folder, ordered by slot.</summary>
    /// <param name="baseFolder">The folder that has the <c>models</c> folder.</param>
    /// <exception cref="InvalidDataException">A manifest is damaged, lists paths outside the model's folder, or is of a newer format.</exception>
    public static IReadOnlyList<ModelPackage> LoadAll(string baseFolder) =>
        [.. GetSlots(baseFolder).Select(slot => Open(slot, Path.Combine(ModelsIn(baseFolder), slot)))];

    /// <summary>The slots beside the application, ordered.</summary>
    public static IReadOnlyList<string> GetSlots() => GetSlots(DefaultFolder());

    /// <summary>The slots below a folder, ordered; none where there is no <c>models</c> folder.</summary>
    /// <param name="baseFolder">The folder that has the <c>models</c> folder.</param>
    public static IReadOnlyList<string> GetSlots(string baseFolder)
    {
        string models = ModelsIn(baseFolder);
        return System.IO.Directory.Exists(models)
            ? [.. System.IO.Directory.EnumerateDirectories(models)
                .Where(folder => File.Exists(Path.Combine(folder, ModelManifest.FileName)))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The full path of a file of the model.</summary>
    /// <param name="path">The path as in the manifest, with forward slashes.</param>
    /// <exception cref="FileNotFoundException">The model has no such file in the application, it was deleted, or its content lies in shards.</exception>
    public string GetFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!_files.ContainsKey(path))
        {
            throw ExplainMoved(path) ?? new FileNotFoundException($"The model '{Id}' {Version} has no file '{path}' in the application. It has: {string.Join(", ", _files.Keys)}.", path);
        }

        string file = FullPath(path);
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"The file '{path}' of model '{Id}' {Version} is missing in '{Directory}'. Build or deploy the application again.", file);
    }

    /// <summary>The full paths of all files of a role, in the manifest's order.</summary>
    /// <param name="role">One of <see cref="ModelFileRoles"/>.</param>
    /// <exception cref="FileNotFoundException">One of them was deleted.</exception>
    public IReadOnlyList<string> GetFiles(string role) => [.. _files.Values.Where(file => file.Role == role).Select(file => GetFile(file.Path))];

    /// <summary>The full path of the primary model.</summary>
    /// <exception cref="InvalidOperationException">The manifest names no primary model.</exception>
    /// <exception cref="FileNotFoundException">The file was deleted.</exception>
    public string GetPrimaryModelPath() => Manifest.PrimaryModel is { } model
        ? GetFile(model.File)
        : throw new InvalidOperationException(Manifest.Models.Count == 0
            ? $"The model package '{Id}' {Version} has no model file; it has: {string.Join(", ", _files.Keys)}."
            : $"The model package '{Id}' {Version} has {Manifest.Models.Count} models and no primary one. Open one by name with GetFile: {string.Join(", ", Manifest.Models.Select(model => model.File))}.");

    /// <summary>
    /// Digests every file of the model in the application and compares it with the manifest: the author's files, the graphs that stand for ONNX models, and the shards
    /// that these refer to.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What differs; empty where every file is the published one.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<ModelFileMismatch> Verify(CancellationToken cancellationToken = default)
    {
        List<ModelFileMismatch> mismatches = [];
        foreach (ModelFolderFile file in _all)
        {
            if (ModelFileVerifier.Check(file, FullPath(file.Path), cancellationToken) is { } mismatch)
            {
                mismatches.Add(mismatch);
            }
        }

        return mismatches;
    }

    /// <summary>Id, version and digest.</summary>
    public override string ToString() => $"{Id} {Version} ({Digest})";

    private static ModelPackage Open(string slot, string directory)
    {
        string path = Path.Combine(directory, ModelManifest.FileName);
        ModelManifest manifest = ModelManifest.Load(path);
        if (ModelLayoutRules.FindUnknown(manifest) is { } layout)
        {
            throw new InvalidDataException($"'{path}' has files of the layout '{layout}', which this version of ModelPack does not know. Update ModelPack.Runtime.");
        }

        if (ModelLayoutRules.Explain(manifest) is { } wrong)
        {
            throw new InvalidDataException($"'{path}' {wrong}. Do not use this model.");
        }

        List<ModelFolderFile> files = [.. ModelFolder.Files(manifest)];
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (ModelFolderFile file in files)
        {
            if (ModelPathRules.Explain(file.Path) is { } reason)
            {
                throw new InvalidDataException($"'{path}' lists '{file.Path}', a path that {reason}. Do not use this model.");
            }

            if (!paths.Add(file.Path))
            {
                throw new InvalidDataException($"'{path}' lists '{file.Path}' twice. Do not use this model.");
            }
        }

        return new ModelPackage(slot, directory, manifest, files);
    }

    /// <summary>Says where the content of an external data file is that went into shards.</summary>
    private FileNotFoundException? ExplainMoved(string path)
    {
        if (Manifest.Files.Find(file => file.Path == path) is not { Materialize: true, Layout: ModelLayouts.Tensor })
        {
            return null;
        }

        List<string> graphs = [.. Manifest.Files.Where(file => file.LaidOutSha256 is not null).Select(file => file.Path)];
        List<string> near = graphs.FindAll(graph => path.StartsWith(graph[..(graph.LastIndexOf('/') + 1)], StringComparison.Ordinal));
        string names = string.Join(", ", (near.Count > 0 ? near : graphs).Select(graph => $"'{graph}'"));
        return new FileNotFoundException(
            $"The file '{path}' of model '{Id}' {Version} is no file in the application: its tensors lie in the shards of {names} ('{ModelFolder.ShardFolder}' beside it), which opens them by itself. Where the file is needed, its author packs the model with Layout=\"Exact\".",
            path);
    }

    private static string ModelsIn(string baseFolder) => Path.Combine(Path.GetFullPath(baseFolder), ModelsFolder);

    /// <summary>Where the application lies; a single file that extracts itself runs elsewhere, but its models stay beside it.</summary>
    private static string DefaultFolder()
    {
        string folder = AppContext.BaseDirectory;
        return !System.IO.Directory.Exists(ModelsIn(folder))
            && Path.GetDirectoryName(Environment.ProcessPath) is { Length: > 0 } program
            && System.IO.Directory.Exists(ModelsIn(program))
            ? program
            : folder;
    }

    private string FullPath(string path) => Path.Combine(Directory, path.Replace('/', Path.DirectorySeparatorChar));
}
