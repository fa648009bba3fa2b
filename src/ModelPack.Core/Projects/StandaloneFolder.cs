using ModelPack.Core.Content;

namespace ModelPack.Core.Projects;

/// <summary>A folder for what is validated outside of a build: deleted at the end, and, where the process was killed, by the next one.</summary>
public sealed class StandaloneFolder : IDisposable
{
    private const string Purpose = "validate";

    private StandaloneFolder(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder in the store, where only the user looks; where there is none, among temporary files.</summary>
    /// <exception cref="IOException">Neither can be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Neither can be written to.</exception>
    public static StandaloneFolder Make()
    {
        if (ModelPackStore.Folder is { } store)
        {
            try
            {
                return new StandaloneFolder(WorkFolders.Make(System.IO.Path.Combine(store, "work"), Purpose));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A home that cannot be written to, as in containers.
            }
        }

        return new StandaloneFolder(Directory.CreateTempSubdirectory($"modelpack-{Purpose}-").FullName);
    }

    /// <summary>Makes a folder in it.</summary>
    /// <param name="name">The name.</param>
    public string Subfolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process that is just ending may hold a file; the next validation removes the rest.
        }
    }
}
