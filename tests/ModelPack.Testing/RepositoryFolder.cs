namespace ModelPack.Testing;

/// <summary>The repository that the tests were built in; its sources and documents are read by tests that hold them together.</summary>
public static class RepositoryFolder
{
    /// <summary>Its full path: found from the output folder upward, for the paths that the compiler records are none of this machine in a build server's build.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "ModelPack.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"'{AppContext.BaseDirectory}' is not in the repository.");
    }
}
