using Microsoft.Build.Framework;

using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Revocations;
using ModelPack.Runtime.Tasks.Store;

using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ModelPack.Runtime.Tasks;

/// <summary>Refuses models that are revoked. The sources are asked at most once a day; where they cannot be, what is known counts, and a warning says so.</summary>
public sealed class CheckModelRevocations : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The models: <c>ModelPackPackage</c> items.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The project's <c>project.assets.json</c>.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    /// <summary>The framework that the project is built for.</summary>
    public string Framework { get; set; } = "";

    /// <inheritdoc cref="MaterializeModels.Store"/>
    public string? Store { get; set; }

    /// <summary>The project's folder of intermediate files, where the answer is remembered if the store cannot be written.</summary>
    public string IntermediateFolder { get; set; } = "obj";

    /// <summary>The <c>dotnet</c> that builds; empty for the one on the path.</summary>
    public string? DotNetHost { get; set; }

    /// <summary>The project's <c>RestoreConfigFile</c>.</summary>
    public string? RestoreConfigFile { get; set; }

    /// <summary>The project's <c>RestoreSources</c>.</summary>
    public string? RestoreSources { get; set; }

    /// <summary>The project's <c>RestoreAdditionalProjectSources</c>.</summary>
    public string? RestoreAdditionalSources { get; set; }

    /// <summary>The project's <c>RestorePackagesPath</c>.</summary>
    public string? RestorePackagesPath { get; set; }

    /// <summary>How old an answer may be, in hours.</summary>
    public double MaxAge { get; set; } = 24;

    /// <summary>How long the sources may take, in seconds.</summary>
    public int Timeout { get; set; } = 60;

    /// <summary>The least severity that is told: <c>low</c>, <c>moderate</c>, <c>high</c> or <c>critical</c>.</summary>
    public string AuditLevel { get; set; } = "low";

    /// <inheritdoc/>
    public override bool Execute()
    {
        Log.LogInputs(Packages);
        if (RevocationSeverity.RankOf(AuditLevel) is not { } auditLevel)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.BadAuditLevel, $"ModelPackRevocationsAuditLevel is '{LogText.Line(AuditLevel)}'. Set it to one of {string.Join(", ", RevocationSeverity.All)}, or leave it out to be told of all."), ProjectFile);
            return false;
        }

        List<PackageItem> packages = PackageItems.From(Packages);
        try
        {
            string projectFolder = Path.GetDirectoryName(ProjectFile)!;
            string assetsFile = Path.Combine(projectFolder, AssetsFile);
            ProjectAssets assets = File.Exists(assetsFile) ? ProjectAssets.Read(assetsFile, Framework) : ProjectAssets.None;
            RevocationRule rule = new(Learn([.. packages.Select(package => package.ModelId).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)], projectFolder, assets), new ModelWays(ProjectFile, assets), auditLevel);
            foreach (RuntimeProblem problem in packages.Select(rule.Check).OfType<RuntimeProblem>())
            {
                Log.LogProblem(problem, ProjectFile);
            }
        }
        catch (OperationCanceledException)
        {
            // The user stopped the build: nothing red.
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Warn(packages.Select(package => package.ModelId), exception.Message.TrimEnd('.'), KnownRevocations.None);
        }

        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private IReadOnlyList<Revocation> Learn(IReadOnlyList<string> models, string projectFolder, ProjectAssets assets)
    {
        RestoreSettings settings = new(projectFolder, RestoreConfigFile ?? "", RestoreSources ?? "", RestoreAdditionalSources ?? "", RestorePackagesPath ?? "");
        RevocationMemory memory = RevocationMemory.Open(MachineStore.Locate(Store, projectFolder), Path.Combine(projectFolder, IntermediateFolder), models, assets, settings, TimeProvider.System);
        RevocationRestore source = new(settings, string.IsNullOrEmpty(DotNetHost) ? "dotnet" : DotNetHost, TimeSpan.FromSeconds(Timeout));
        (KnownRevocations known, string? failure, string? flaw) = memory.Learn(source, models, TimeSpan.FromHours(MaxAge), _cancellation.Token);
        if (failure is not null)
        {
            Warn(models, failure, known);
        }

        if (flaw is not null)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.BadRevocations, $"What a source has of revocations cannot be right: {LogText.Line(flaw)}. Do not trust it; ask who runs the source who pushed it ('dotnet modelpack log' checks it, too)."), ProjectFile);
        }

        return known.Revocations;
    }

    private void Warn(IEnumerable<string> models, string failure, KnownRevocations known)
    {
        string since = known.Asked == DateTimeOffset.MinValue ? "nothing is known of them yet" : FormattableString.Invariant($"what was known on {known.Asked:yyyy-MM-dd HH:mm} UTC was checked");
        Log.LogWarningOf(
            new RuntimeProblem(RuntimeDiagnosticCodes.RevocationsUnknown, $"It could not be learned whether versions of {string.Join(", ", models.Select(model => $"'{model}'"))} are revoked: {LogText.Line(failure)}. The build goes on; {since}. Build again when the sources of nuget.config answer."),
            ProjectFile);
    }
}
