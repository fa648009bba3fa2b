using System.Globalization;

using ModelPack.Runtime.Tasks.Diagnostics;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>The list of files that a model project hands to its referrers: UTF-8, one line <c>path\tsource\tsha256\tsize</c> per file.</summary>
internal static class FileMap
{
    /// <summary>Reads the list of a project.</summary>
    /// <exception cref="RuntimeProblemException">The list cannot be used.</exception>
    public static List<PlannedFile> Read(PackageItem package)
    {
        List<PlannedFile> files = [];
        try
        {
            foreach (string line in File.ReadLines(package.FileMap))
            {
                string[] cells = line.Split('\t');
                if (line.Length == 0)
                {
                    continue;
                }

                if (cells.Length != 4 || !Path.IsPathFullyQualified(cells[1]) || !ModelLayoutRules.IsSha256(cells[2]) || !long.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    throw Problem(package, $"the line '{line}' is not a path, a full source path, a SHA-256 and a size.");
                }

                files.Add(new PlannedFile(cells[0], cells[1], cells[2], size));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(package, exception.Message, exception);
        }

        return files;
    }

    private static RuntimeProblemException Problem(PackageItem package, string reason, Exception? inner = null) =>
        new(new RuntimeProblem(RuntimeDiagnosticCodes.FileMapUnreadable, $"The list of files of model project '{package.Name}' cannot be used: {reason} Build the model project again; if that does not help, bring ModelPack.Sdk and ModelPack.Runtime to the same version.", package.FileMap), inner);
}
