namespace ModelPack.Core.Records;

/// <summary>What is in a <see cref="RecordBook{T}"/>.</summary>
public static class RecordKinds
{
    /// <summary>Attestations.</summary>
    public const string Attestations = "attestations";

    /// <summary>Revocations.</summary>
    public const string Revocations = "revocations";

    /// <summary>Deployments.</summary>
    public const string Deployments = "deployments";
}
