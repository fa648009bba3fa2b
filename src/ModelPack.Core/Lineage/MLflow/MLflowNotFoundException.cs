namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A store has not got the run or registered model that is asked for.</summary>
/// <param name="wanted">What was asked for.</param>
/// <param name="known">Some of what there is.</param>
/// <param name="isModel">Whether a registered model was asked for.</param>
public sealed class MLflowNotFoundException(string? wanted, IReadOnlyList<string> known, bool isModel) : Exception($"There is no '{wanted}'.")
{
    /// <summary>Some of what there is.</summary>
    public IReadOnlyList<string> Known { get; } = known;

    /// <summary>Whether a registered model was asked for.</summary>
    public bool IsModel { get; } = isModel;
}
