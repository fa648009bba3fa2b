using System.Globalization;
using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>What tasks that look at a whole model project are told: its items, and how its models are run.</summary>
public abstract class ModelProjectTask : PayloadTask
{
    /// <summary>The folder that the task may write to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The package version.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>All items, with their type in the metadata <c>ModelPackKind</c>.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The folder that default items lie in, e.g. <c>model/</c>; left out of their paths in the package.</summary>
    public string? DefaultItemRoot { get; set; }

    /// <summary><c>ModelPackValidationTimeout</c>: seconds.</summary>
    public string ValidationTimeout { get; set; } = "";

    /// <summary><c>ModelPackValidationMemory</c>: bytes.</summary>
    public string ValidationMemory { get; set; } = "";

    /// <summary><c>ModelPackOnnxRuntimeVersion</c>.</summary>
    public string[] OnnxRuntimeVersions { get; set; } = [];

    /// <summary><c>ModelPackCustomOps</c>.</summary>
    public string[] CustomOps { get; set; } = [];

    /// <summary>The folders that hold restored packages.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The validator's assembly.</summary>
    public string? ValidatorAssembly { get; set; }

    /// <summary>The <c>dotnet</c> host that runs the validator.</summary>
    public string? DotNetHost { get; set; }

    /// <summary>One line on what was done; empty where nothing was.</summary>
    [Output]
    public string Summary { get; set; } = "";

    private protected static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>The runtimes, where they are restored.</summary>
    private IReadOnlyList<OnnxRuntimePackage> Runtimes =>
        [.. OnnxRuntimeVersions.Select(version => version.Trim()).Distinct(StringComparer.Ordinal).Select(version => OnnxRuntimePackage.Find(version, PackageFolders))];

    /// <summary>The full paths of the libraries.</summary>
    private IReadOnlyList<string> CustomOpsPaths =>
        [.. CustomOps.Select(library => Path.GetFullPath(library.Trim().Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(ProjectFile)!)).Distinct(StringComparer.Ordinal)];

    /// <summary>What every such task knows of the project; logs what is wrong with it, and is <see langword="null"/> then.</summary>
    private protected ModelProject? Project()
    {
        double timeout = Positive(ValidationTimeout, "ModelPackValidationTimeout", "seconds", limit: 1e9);
        double memory = Positive(ValidationMemory, "ModelPackValidationMemory", "bytes", limit: 1e15);
        PayloadSettings? payloads = PayloadSettings();
        return payloads is null || Log.HasLoggedErrors ? null : new ModelProject
        {
            ProjectFile = ProjectFile,
            StateFolder = StateFolder,
            Id = PackageId,
            Version = PackageVersions.Normalize(PackageVersion) ?? PackageVersion,
            Items = ModelItems.From(Items, Path.GetDirectoryName(ProjectFile)!),
            DefaultItemRoot = Given(DefaultItemRoot),
            ValidationTimeout = TimeSpan.FromSeconds(timeout),
            ValidationMemory = (long)memory,
            LayoutOptions = payloads.Options,
            DefaultLayout = payloads.DefaultLayout,
            OnnxRuntimes = Runtimes,
            CustomOps = CustomOpsPaths,
            ValidatorAssembly = ValidatorAssembly ?? "",
            DotNetHost = Given(DotNetHost) ?? "dotnet",
        };
    }

    /// <summary>Logs what was found.</summary>
    private protected void Report(ModelBuildResult result)
    {
        foreach (Problem problem in result.Problems)
        {
            Log.LogProblem(problem, ProjectFile, HelpLinkBase);
        }

        Summary = result.Summary ?? "";
    }

    /// <summary>A property that must be <c>true</c> or <c>false</c>; logs an error where it is neither.</summary>
    private protected bool Flag(string text, string property)
    {
        if (bool.TryParse(text, out bool flag))
        {
            return flag;
        }

        Log.LogProblem(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{text}', which is neither true nor false. Correct it.", ProjectFile), ProjectFile, HelpLinkBase);
        return true;
    }

    /// <summary>A property that must be a positive number below a limit; logs an error and gives 1 where it is none.</summary>
    private double Positive(string text, string property, string unit, double limit)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value < limit)
        {
            return value;
        }

        Log.LogProblem(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{text}', which is no positive number of {unit}. Correct it.", ProjectFile), ProjectFile, HelpLinkBase);
        return 1;
    }
}
