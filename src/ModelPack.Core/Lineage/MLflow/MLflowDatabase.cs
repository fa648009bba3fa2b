namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a tracking database. Others wrote it, so it is opened in the child process, never here.</summary>
internal static class MLflowDatabase
{
    public static void Read(LineageSource source, ImportedFacts facts, MLflowQuery query, string path) => throw new NotSupportedException();
}
