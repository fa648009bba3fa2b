using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>A version of a model that must not be used any more.</summary>
/// <param name="Model">The package id of the model.</param>
/// <param name="Version">The version.</param>
/// <param name="Digest">The digest; empty where the version was deleted before it was revoked.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who revoked it.</param>
/// <param name="Time">When, as the record has it.</param>
/// <param name="Ticket">The address of more about it; may be empty.</param>
internal sealed record Revocation(string Model, string Version, string Digest, string Severity, string Reason, string Actor, string Time, string Ticket)
{
    /// <summary>
    /// Whether it revokes a model: the version, or the same content under another one. What a project builds has a version by chance: there only the content counts.
    /// </summary>
    public bool Covers(PackageItem package) => Model.Equals(package.ModelId, StringComparison.OrdinalIgnoreCase)
        && ((!package.IsProject && Version.Equals(package.Version, StringComparison.OrdinalIgnoreCase)) || (Digest.Length > 0 && Digest == package.Digest));

    /// <summary>Whether it revokes what an alias served before.</summary>
    public bool Covers(string model, string version, string digest) => Model.Equals(model, StringComparison.OrdinalIgnoreCase)
        && (Version.Equals(version, StringComparison.OrdinalIgnoreCase) || (Digest.Length > 0 && Digest == digest));
}
