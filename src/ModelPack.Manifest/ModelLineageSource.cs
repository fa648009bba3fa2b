using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A source that facts were imported from.</summary>
public sealed class ModelLineageSource
{
    /// <summary>The kind, e.g. <c>Metrics</c>, <c>MLflow</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The file or folder, in the author's project.</summary>
    public string File { get; set; } = "";

    /// <summary>The SHA-256 of the file; of a folder, and of a file that names others, that of a line <c>&lt;sha256&gt;␠␠&lt;path&gt;\n</c> for each file that was read, ordered by path (ordinal); absent for a repository, which has a revision.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Which parts of the manifest came from it: a section, or one entry of a section after a slash.</summary>
    public List<string>? Facts { get; set; }

    /// <summary>The packed files whose digests it states, and that were found to have them.</summary>
    public List<string>? Verified { get; set; }

    /// <summary>The version of the tool that wrote it.</summary>
    public string? Tool { get; set; }

    /// <summary>The id of the run.</summary>
    public string? Run { get; set; }

    /// <summary>The name of the run.</summary>
    public string? RunName { get; set; }

    /// <summary>The name of the experiment or project that the run belongs to.</summary>
    public string? Experiment { get; set; }

    /// <summary>The state of the run, e.g. <c>FINISHED</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The repository that it was fetched from.</summary>
    public string? Repository { get; set; }

    /// <summary>The exact revision in that repository.</summary>
    public string? Revision { get; set; }

    /// <summary>What else people noted there.</summary>
    public SortedDictionary<string, string>? Tags { get; set; }

    /// <summary>Files that it names and that were not there.</summary>
    public List<string>? Missing { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
