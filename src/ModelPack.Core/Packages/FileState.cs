namespace ModelPack.Core.Packages;

/// <summary>What is known of a model's file after a look at its bytes.</summary>
public enum FileState
{
    /// <summary>The author's bytes were digested, and have the digest of the manifest.</summary>
    Verified,

    /// <summary>What stands for the author's file in a service was digested, and is what the manifest says; the author's own bytes are not here.</summary>
    VerifiedAsLaidOut,

    /// <summary>Nobody looked.</summary>
    NotChecked,

    /// <summary>It is not here: its payload packages were not fetched, or a service does not get it.</summary>
    NotHere,

    /// <summary>It is here, and cannot be read: held by a program, or without the right to.</summary>
    Unreadable,

    /// <summary>It is here, and is not what the manifest says.</summary>
    Differs,
}
