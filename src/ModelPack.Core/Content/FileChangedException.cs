namespace ModelPack.Core.Content;

/// <summary>A file of the author's changed while it was read.</summary>
/// <param name="path">The full path.</param>
internal sealed class FileChangedException(string path) : IOException($"'{path}' was changed while it was read.")
{
    /// <summary>The full path.</summary>
    public string Path { get; } = path;
}
