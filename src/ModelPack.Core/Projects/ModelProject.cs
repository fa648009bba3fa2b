using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Layout;
using ModelPack.Core.Lineage;

namespace ModelPack.Core.Projects;

/// <summary>Everything that a model project says: the input of a build.</summary>
public sealed record ModelProject
{
    /// <summary>The full path of the project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The folder that a build may write to.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The package id.</summary>
    public required string Id { get; init; }

    /// <summary>The package version.</summary>
    public required string Version { get; init; }

    /// <summary>The package's description, where the author gave one.</summary>
    public string? Description { get; init; }

    /// <summary>The licence expression, where the author gave one.</summary>
    public string? License { get; init; }

    /// <summary>All items.</summary>
    public IReadOnlyList<ModelItem> Items { get; init; } = [];

    /// <summary>The folder that default items lie in, e.g. <c>model/</c>; left out of their paths in the package.</summary>
    public string? DefaultItemRoot { get; init; }

    /// <summary>The author of the training.</summary>
    public string? TrainingAuthor { get; init; }

    /// <summary>How long the training took.</summary>
    public string? TrainingDuration { get; init; }

    /// <summary>What the training ran on.</summary>
    public string? Compute { get; init; }

    /// <summary>Addresses of the experiment, separated by semicolons.</summary>
    public string? ExperimentUrl { get; init; }

    /// <summary>The script or project that trained the model.</summary>
    public string? TrainingEntryPoint { get; init; }

    /// <summary>What the model is meant for.</summary>
    public string? IntendedUse { get; init; }

    /// <summary>What the model must not be used for.</summary>
    public string? OutOfScopeUse { get; init; }

    /// <summary>Known limitations.</summary>
    public string? Limitations { get; init; }

    /// <summary>What the author says in further properties.</summary>
    public ModelStatements Statements { get; init; } = new();

    /// <summary>Whether the files are those of a service, where graphs refer to <see cref="ModelFolder.ShardFolder"/>.</summary>
    public bool IsModelFolder { get; init; }

    /// <summary>Whether pickles and other formats that a package does not take are packed all the same.</summary>
    public bool AllowPickle { get; init; }

    /// <summary>What is wanted of the lineage.</summary>
    public LineageOptions Lineage { get; init; } = new();

    /// <summary>Whether models are run.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>The limit for loading, and for each run.</summary>
    public TimeSpan ValidationTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The memory that a model may take above its mapped weights, in bytes.</summary>
    public long ValidationMemory { get; init; } = 8L << 30;

    /// <summary>When and how large files are cut.</summary>
    public LayoutOptions LayoutOptions { get; init; } = new(16L << 20, 128L << 20, 262_144_000);

    /// <summary>The layout of models that say nothing; <see langword="null"/>: that of their kind.</summary>
    public FileLayout? DefaultLayout { get; init; }

    /// <summary>The runtimes to validate in.</summary>
    public IReadOnlyList<OnnxRuntimePackage> OnnxRuntimes { get; init; } = [];

    /// <summary>The execution providers that the model is for, as the author wrote them; see <see cref="Validation.ExecutionProviders"/>.</summary>
    public IReadOnlyList<string> ExecutionProviders { get; init; } = [];

    /// <summary>Full paths of native libraries with custom operators.</summary>
    public IReadOnlyList<string> CustomOps { get; init; } = [];

    /// <summary>The validator's assembly.</summary>
    public string ValidatorAssembly { get; init; } = "";

    /// <summary>The <c>dotnet</c> host that runs the validator.</summary>
    public string DotNetHost { get; init; } = "dotnet";

    /// <summary>The folder of the project file.</summary>
    public string ProjectFolder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>A digest of everything said here and of this assembly's version: when it changes, a build is due even where no file changed.</summary>
    public string Fingerprint()
    {
        StringBuilder text = new();
        void Add(string? value) => text.Append(value).Append('\0');

        Add(typeof(ModelProject).Module.ModuleVersionId.ToString());
        foreach (string? value in (string?[])[ProjectFile, Id, Version, Description, License, DefaultItemRoot, TrainingAuthor, TrainingDuration, Compute, ExperimentUrl, TrainingEntryPoint, IntendedUse, OutOfScopeUse, Limitations, string.Join(';', ExecutionProviders), string.Join(';', CustomOps)])
        {
            Add(value);
        }

        Add(Statements.ToString());
        Add(Lineage.ToString());
        Add(AllowPickle.ToString());
        Add(Validate.ToString());
        Add(ValidationTimeout.ToString("c", CultureInfo.InvariantCulture));
        Add(ValidationMemory.ToString(CultureInfo.InvariantCulture));
        Add(LayoutOptions.ToString());
        Add(DefaultLayout?.ToString());
        foreach (OnnxRuntimePackage runtime in OnnxRuntimes)
        {
            Add(runtime.Version);
            Add(runtime.Folder);
        }

        foreach (ModelItem item in Items)
        {
            Add(((int)item.Kind).ToString(CultureInfo.InvariantCulture));
            Add(item.FullPath);
            foreach ((string name, string value) in item.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Add(name);
                Add(value);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
