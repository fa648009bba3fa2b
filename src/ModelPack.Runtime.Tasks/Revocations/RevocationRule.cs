using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Stages;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>No model of a project may be revoked.</summary>
/// <param name="revocations">What is revoked.</param>
/// <param name="ways">How the models came.</param>
/// <param name="auditLevel">The rank of the least severity that is told.</param>
internal sealed class RevocationRule(IReadOnlyList<Revocation> revocations, ModelWays ways, int auditLevel = 0)
{
    /// <summary>Says that a model is revoked, and what to do.</summary>
    /// <returns>The problem, or <see langword="null"/> where the model is not revoked.</returns>
    public RuntimeProblem? Check(PackageItem package)
    {
        // One that was revoked again, for worse, is as bad as that.
        if (revocations.Where(revocation => revocation.Covers(package)).MaxBy(revocation => RevocationSeverity.Rank(revocation.Severity)) is not { } found || RevocationSeverity.Rank(found.Severity) < auditLevel)
        {
            return null;
        }

        string same = found.Version.Equals(package.Version, StringComparison.OrdinalIgnoreCase) ? "" : $", whose content is that of {found.Version},";
        string by = found.Actor.Length > 0 ? $" by {LogText.Line(found.Actor)}" : "";
        string day = found.Time.Length >= 10 ? $" on {LogText.Line(found.Time[..10])}" : "";
        string ticket = found.Ticket.Length > 0 ? $" ({LogText.Line(found.Ticket)})" : "";
        return new RuntimeProblem(
            RuntimeDiagnosticCodes.ModelRevoked,
            $"The model '{package.ModelId}' {package.Version}{same} was revoked{day}{by}, severity {LogText.Line(found.Severity)}: {LogText.Line(found.Reason).TrimEnd('.')}{ticket}. It came through {ways.Describe(package)}. {Cure(package)}");
    }

    private string Cure(PackageItem package)
    {
        if (package.IsProject)
        {
            return "Bring the model project to a state that is not revoked, or reference a package.";
        }

        if (!package.IsAlias)
        {
            return $"Reference a version that is not revoked ('dotnet modelpack versions {package.Id}' lists them).";
        }

        // A reference that comes through a library is not this project's to change: one of its own wins over it.
        bool isOwn = ways.ReferrersOf(package) is not { Count: > 0 } referrers || referrers.Contains(null);
        string newer = isOwn
            ? $"Take a newer version of '{package.Id}' where there is one ('dotnet package update {package.Id} --project {ways.ProjectFile}')"
            : $"Reference a newer version of '{package.Id}' where there is one, which counts instead of the one that came with a library ('dotnet package add {package.Id} --project {ways.ProjectFile}')";
        return Former(package) is not { } version ? $"{newer}, else let another version be promoted."
            : isOwn ? $"{newer}, else roll back to {LogText.Line(version)} ('dotnet modelpack rollback {package.Id} --project {ways.ProjectFile} --reason … --source …')."
            : $"{newer}, else roll back to {LogText.Line(version)} ('dotnet modelpack rollback {package.Id} --reason … --source …'), and then do so.";
    }

    /// <summary>What the alias served before, as its own package tells.</summary>
    private string? Former(PackageItem package)
    {
        try
        {
            ServedModel served = ServedModel.Read(ServedModel.FileBeside(package.Manifest));
            return served.Former.FirstOrDefault(former => !revocations.Any(revocation => revocation.Covers(served.Model, former.Version, former.Digest))).Version;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // It only serves to name a version; that the model is revoked is told all the same.
            return null;
        }
    }
}
