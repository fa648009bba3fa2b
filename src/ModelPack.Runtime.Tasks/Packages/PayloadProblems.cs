using ModelPack.Runtime.Tasks.Diagnostics;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>What is said of payload packages that are missing or damaged.</summary>
internal static class PayloadProblems
{
    /// <summary>Where the content of a payload is wrong.</summary>
    public static RuntimeProblemException Damaged(PackageItem package, PlannedFile file, PlannedPayload payload, Exception? inner = null)
    {
        string what = inner is null ? $"does not have the content that the manifest states (SHA-256 {payload.Sha256})" : $"cannot be read: {inner.Message}";
        return new RuntimeProblemException(
            new RuntimeProblem(
                RuntimeDiagnosticCodes.PayloadDamaged,
                $"The payload package '{payload.Id}' {payload.Version}, which holds {Part(file)}'{file.Path}' of model '{package.Name}', {what}. Delete the folder '{payload.Folder}' (or run 'dotnet nuget locals all --clear'), then restore again. {IfItComesAgain}",
                payload.File),
            inner);
    }

    /// <summary>Where payloads are not in any package folder.</summary>
    /// <param name="package">The model.</param>
    /// <param name="missing">The payloads; at least one.</param>
    public static RuntimeProblem Missing(PackageItem package, IReadOnlyList<PlannedPayload> missing)
    {
        PlannedPayload first = missing[0];
        string others = missing.Count == 1 ? "" : $", and {missing.Count - 1} more of this model are missing, too";
        string folder = missing.Count == 1 ? $"the folder '{first.Folder}'" : $"the folder '{first.Folder}', and those of the others,";
        return new RuntimeProblem(
            RuntimeDiagnosticCodes.PayloadMissing,
            $"The payload package '{first.Id}' {first.Version} of model '{package.Name}' is not in the package folder{others}. Delete {folder} if there is one, then restore again. {IfItComesAgain}",
            first.File);
    }

    private const string IfItComesAgain = "If this error comes again, what the feed has is damaged: then the model's author packs it again with a higher ModelPackPayloadRevision.";

    private static string Part(PlannedFile file) => file.Shards.Count > 1 ? "a part of " : "";
}
