using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>What is said of a source that is missing or does not have its content.</summary>
internal static class SourceProblems
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="package">The model.</param>
    /// <param name="file">The file.</param>
    /// <param name="source">The state of its source.</param>
    public static Exception Of(PackageItem package, PlannedFile file, FileStamp source)
    {
        string of = $"The file '{file.Path}' of model{(package.IsProject ? " project" : "")} '{package.Name}'";
        if (package.IsProject)
        {
            string what = source.IsFile ? "was changed since the project was built" : "does not exist";
            return Problem(RuntimeDiagnosticCodes.ProjectFileChanged, $"{of} {what}. {PackagePlanner.Cure(package)}", file);
        }

        return (file.Shards.Count, source.IsFile) switch
        {
            (1, true) => PayloadProblems.Damaged(package, file, file.Shards[0]),
            (1, false) => new MissingPayloadException(file.Shards[0]),
            (> 1, _) => Problem(RuntimeDiagnosticCodes.StoreNotWritable, $"{of} was changed in the store while it was used. Build again, and let no other program write into the store.", file),
            (_, true) => Problem(RuntimeDiagnosticCodes.PackageFileDamaged, $"{of} in the package folder does not have the content that its manifest states (SHA-256 {file.Sha256}). {PackagePlanner.Cure(package)}", file),
            _ => Problem(RuntimeDiagnosticCodes.PackageFileMissing, $"{of} is not in the package folder. {PackagePlanner.Cure(package)}", file),
        };
    }

    private static RuntimeProblemException Problem(string code, string message, PlannedFile file) => new(new RuntimeProblem(code, message, file.Source));
}
