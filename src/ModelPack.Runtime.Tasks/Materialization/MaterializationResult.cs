using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>What a run did.</summary>
internal sealed class MaterializationResult
{
    /// <summary>The full paths of all files that the models have in the output folder.</summary>
    public List<string> Files { get; } = [];

    /// <summary>What went wrong.</summary>
    public List<RuntimeProblem> Problems { get; } = [];

    /// <summary>What was wrong and is right now.</summary>
    public List<RuntimeProblem> Warnings { get; } = [];

    /// <summary>How many files were placed, each way.</summary>
    public IReadOnlyDictionary<PlacementKind, int> Placed { get; set; } = new Dictionary<PlacementKind, int>();

    /// <summary>How many files were read to digest them where they lay.</summary>
    public int Digested { get; set; }

    /// <summary>How many files of a former state were removed.</summary>
    public int Removed { get; set; }

    /// <summary>Whether everything was as recorded, so that nothing was read or written.</summary>
    public bool WasUpToDate { get; set; }
}
