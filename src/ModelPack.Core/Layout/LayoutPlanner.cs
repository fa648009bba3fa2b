using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Layout;

/// <summary>Decides how the files of a package are laid out, and where they are cut.</summary>
public static class LayoutPlanner
{
    /// <summary>Plans a package. The plan depends on paths, content and options only.</summary>
    /// <param name="files">The packed files, in any order.</param>
    /// <param name="options">When and how files are cut.</param>
    /// <param name="memory">What is known of the files; learns what had to be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ModelPackException">A tensor is too large for a payload package (MP4010).</exception>
    /// <exception cref="IOException">A file cannot be read, or changed while it was read; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static LayoutPlan Plan(IReadOnlyList<LayoutInput> files, LayoutOptions options, DigestMemory memory, CancellationToken cancellationToken)
        => throw new NotImplementedException();
}
