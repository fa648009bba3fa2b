namespace ModelPack.Core.Lineage.DotNet;

/// <summary>Reads what .NET training leaves: the lock file of a project, and results of Microsoft.Extensions.AI.Evaluation.</summary>
internal sealed class DotNetImporter : ILineageImporter
{
    private const string Lock = "NuGetLock";
    private const string Evaluation = "AIEvaluation";

    public IReadOnlyList<string> Kinds { get; } = [Lock, Evaluation];

    public string? Detect(LineagePath path)
    {
        if (path.IsFile(NuGetLock.FileName) || (path.IsFolder && path.Has(NuGetLock.FileName)))
        {
            return Lock;
        }

        return AIEvaluationStore.Is(path) ? Evaluation : null;
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        if (source.Kind == Lock)
        {
            NuGetLock.Read(source, facts, source.IsFolder ? Path.Combine(source.Path, NuGetLock.FileName) : source.Path);
        }
        else
        {
            new AIEvaluationStore(source, facts).Read();
        }
    }
}
