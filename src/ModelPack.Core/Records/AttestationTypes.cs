namespace ModelPack.Core.Records;

/// <summary>What attestations say.</summary>
public static class AttestationTypes
{
    /// <summary>A person agrees that the version may be used.</summary>
    public const string Approval = "approval";

    /// <summary>The version was measured.</summary>
    public const string Evaluation = "evaluation";

    /// <summary>Something went wrong with the version.</summary>
    public const string Incident = "incident";

    /// <summary>What the package or a record says of the version is wrong; this is right.</summary>
    public const string Correction = "correction";

    /// <summary>The version was run on some hardware.</summary>
    public const string Validation = "validation";

    /// <summary>A second person agrees with an emergency rollback.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>The version should not be taken for anything new.</summary>
    public const string Deprecation = "deprecation";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Approval, Evaluation, Incident, Correction, Validation, Confirmation, Deprecation];
}
