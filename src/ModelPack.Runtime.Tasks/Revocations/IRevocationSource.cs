namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>Where revocations are asked for.</summary>
internal interface IRevocationSource
{
    /// <summary>Asks for the revocations of models.</summary>
    /// <param name="models">The package ids of the models.</param>
    /// <param name="folder">A folder of the asker's own.</param>
    /// <param name="cancellation">Ends it.</param>
    RevocationAnswer Ask(IReadOnlyList<string> models, string folder, CancellationToken cancellation);
}
