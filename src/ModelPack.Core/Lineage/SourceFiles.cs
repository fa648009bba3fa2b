namespace ModelPack.Core.Lineage;

/// <summary>Tells code from data by its name.</summary>
internal static class SourceFiles
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".pyx", ".ipynb", ".r", ".rmd", ".jl", ".cs", ".csproj", ".fs", ".fsproj", ".sh", ".bash", ".ps1", ".bat", ".cmd", ".js", ".mjs", ".ts", ".java", ".kt", ".scala",
        ".go", ".rs", ".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".sql", ".mk", ".dockerfile",
    };

    /// <summary>Whether a path is one of source code.</summary>
    public static bool IsSource(string path) => Extensions.Contains(Path.GetExtension(path)) || Path.GetFileName(path) is "Makefile" or "Dockerfile";
}
