using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Lays out what the package holds; see <see cref="PackageStage"/>.</summary>
public sealed class PreparePackage : PayloadTask
{
    /// <summary>The end of 2106: ZIP entries have seven bits for the year.</summary>
    private const long LastZipTime = 4_323_455_999;

    /// <summary>The folder that the build wrote to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>Where the packages belong.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The package version, which may be another than that of the build.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>The fingerprint of the build that this pack follows; empty without a build.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>Whether the caller wants no build.</summary>
    public bool NoBuild { get; set; }

    /// <summary>The readme to write; empty where the project brings its own.</summary>
    public string? Readme { get; set; }

    /// <summary>The framework that gets an empty folder; empty where the project has an assembly.</summary>
    public string? PlaceholderFramework { get; set; }

    /// <summary><c>SOURCE_DATE_EPOCH</c>.</summary>
    public string? SourceDateEpoch { get; set; }

    /// <summary><c>ModelPackGenerateSbom</c>.</summary>
    public bool Sbom { get; set; } = true;

    /// <summary><c>ModelPackGenerateProvenance</c>.</summary>
    public bool Provenance { get; set; } = true;

    /// <summary>The files for the package, each with its folder as <c>PackagePath</c>.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>How many bytes of content the payload packages have that the build wrote.</summary>
    public long EarlyPayloadBytes { get; set; }

    /// <summary>How many bytes of content the payload packages have that were not there before.</summary>
    [Output]
    public long NewPayloadBytes { get; set; }

    /// <summary>The Unix time in seconds of the package's entries.</summary>
    [Output]
    public string Timestamp { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        long? epoch = null;
        if (!string.IsNullOrEmpty(SourceDateEpoch))
        {
            if (!long.TryParse(SourceDateEpoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > LastZipTime)
            {
                Log.LogProblem(new Problem(DiagnosticCodes.BadMetadata, $"SOURCE_DATE_EPOCH is '{SourceDateEpoch}', which is no Unix time in seconds before the year 2107. Correct the environment variable, or unset it.", ProjectFile), ProjectFile, HelpLinkBase);
                return;
            }

            epoch = seconds;
        }

        if (PayloadSettings() is not { } payloads)
        {
            return;
        }

        PackagePreparation preparation = PackageStage.Prepare(
            new PackageRequest
            {
                ProjectFile = ProjectFile,
                StateFolder = StateFolder,
                OutputFolder = Path.GetFullPath(OutputFolder),
                Payloads = payloads,
                Id = PackageId,
                Version = PackageVersions.Normalize(PackageVersion) ?? PackageVersion,
                Fingerprint = NoBuild || string.IsNullOrEmpty(Fingerprint) ? null : Fingerprint,
                NoBuild = NoBuild,
                Readme = string.IsNullOrEmpty(Readme) ? null : Readme,
                PlaceholderFramework = string.IsNullOrEmpty(PlaceholderFramework) ? null : PlaceholderFramework,
                Sbom = Sbom,
                Provenance = Provenance,
                SourceDateEpoch = epoch,
            },
            CancellationToken);
        if (preparation.Problem is { } problem)
        {
            Log.LogProblem(problem, ProjectFile, HelpLinkBase);
            return;
        }

        foreach (string note in preparation.Notes)
        {
            Log.LogMessage(MessageImportance.Low, "ModelPack: {0}", note);
        }

        foreach (Problem warning in preparation.Warnings)
        {
            Log.LogProblem(warning, ProjectFile, HelpLinkBase);
        }

        NewPayloadBytes = EarlyPayloadBytes + preparation.NewPayloadBytes;
        Files = [.. preparation.Files.Select(file => new TaskItem(EscapedText.Of(file.FullPath), new Dictionary<string, string> { ["PackagePath"] = EscapedText.Of(file.Folder) }))];
        Timestamp = preparation.Timestamp.ToString(CultureInfo.InvariantCulture);
    }
}
