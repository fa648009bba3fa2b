namespace ModelPack.Feeds.History;

/// <summary>How sure it is who did something.</summary>
public enum LogEvidence
{
    /// <summary>The record says so; anybody who may push could have written that.</summary>
    Stated,

    /// <summary>It is signed, by a key that the policy does not list, or there is no policy.</summary>
    Signed,

    /// <summary>It is signed by a key that the policy lists.</summary>
    Proven,
}
