namespace ModelPack.Tool.Targets;

/// <summary>The models of a target: one, or all of a service. Closes their packages.</summary>
/// <param name="models">The models.</param>
internal sealed class TargetModels(IReadOnlyList<TargetModel> models) : IDisposable
{
    /// <summary>The models, ordered by their place.</summary>
    public IReadOnlyList<TargetModel> All { get; } = models;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TargetModel model in All)
        {
            model.Content?.Dispose();
        }
    }
}
