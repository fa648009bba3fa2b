namespace ModelPack.Core.Lineage;

/// <summary>Reads what one tool leaves on disk.</summary>
internal interface ILineageImporter
{
    /// <summary>The kinds that it reads, as <c>Kind</c> of a <c>ModelLineage</c> item names them.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>Tells by names, or the first bytes, whether a file or folder is one of the kinds; <see langword="null"/> where it is none.</summary>
    string? Detect(LineagePath path);

    /// <summary>Reads a source.</summary>
    /// <param name="source">Where it is, and how it may be read.</param>
    /// <param name="facts">Takes what it says.</param>
    /// <exception cref="Diagnostics.ModelPackException">It cannot be read.</exception>
    void Import(LineageSource source, ImportedFacts facts);
}
