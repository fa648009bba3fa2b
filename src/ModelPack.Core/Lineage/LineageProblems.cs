using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage;

/// <summary>What the author is told about lineage sources.</summary>
internal static class LineageProblems
{
    /// <summary>A source that is not what its kind says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line; 0 where it is unknown.</param>
    /// <param name="what">What is wrong, as a sentence.</param>
    /// <param name="expected">What it should be, e.g. <c>a DVC lock file</c>.</param>
    /// <param name="inner">What was caught.</param>
    public static ModelPackException Bad(string path, int line, string what, string expected, Exception? inner = null) => new(
        new Problem(DiagnosticCodes.BadLineageFile, $"'{Path.GetFileName(path)}' cannot be read as {expected}: {Sentence(what)} Correct or write it again, or remove the ModelLineage item.", path, line), inner);

    /// <summary>A version of a format that is not read.</summary>
    public static ModelPackException Version(string path, int line, string version, string expected, string cure) => new(
        new Problem(DiagnosticCodes.LineageVersion, $"'{Path.GetFileName(path)}' is {expected} of version {version}, which is not read. {cure}", path, line));

    /// <summary>A file that leads out of its folder.</summary>
    public static ModelPackException Outside(string path, string root) => new(
        new Problem(DiagnosticCodes.LineageOutside, $"'{Path.GetFileName(path)}' leads out of '{root}', and is not followed. Copy what it names into the folder, or give it a ModelLineage item of its own.", path));

    /// <summary>A file that is too large.</summary>
    public static ModelPackException TooLarge(string path, long size, long most) => new(
        new Problem(DiagnosticCodes.LineageTooLarge, $"'{Path.GetFileName(path)}' has {Packing.ByteSizes.Text(size)}, more than the {Packing.ByteSizes.Text(most)} that such a file may have. Name the file that the tool wrote, or remove the ModelLineage item.", path));

    /// <summary>A file that cannot be opened.</summary>
    public static ModelPackException Unreadable(string path, string why, Exception? inner = null) => new(
        new Problem(DiagnosticCodes.UnreadableFile, $"'{Path.GetFileName(path)}', a lineage file, cannot be read: {Sentence(why)} Give the user that builds the right to read it, or remove the ModelLineage item.", path), inner);

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
