namespace ModelPack.Feeds.Probing;

/// <summary>What a feed does with another content under a version that it has.</summary>
public enum OverwriteMeaning
{
    /// <summary>It was not found out.</summary>
    Unknown,

    /// <summary>It refuses it.</summary>
    Refused,

    /// <summary>It says that it takes it, and keeps what it has.</summary>
    Ignored,

    /// <summary>It replaces what it has.</summary>
    Replaced,
}
