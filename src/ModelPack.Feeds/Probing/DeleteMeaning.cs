namespace ModelPack.Feeds.Probing;

/// <summary>What a feed does with a version that is deleted.</summary>
public enum DeleteMeaning
{
    /// <summary>It was not found out.</summary>
    Unknown,

    /// <summary>It refuses to delete.</summary>
    Refused,

    /// <summary>The version stays and is not listed any more: who names it gets it.</summary>
    Unlists,

    /// <summary>The version is gone.</summary>
    Deletes,

    /// <summary>It says that it does, and nothing changes.</summary>
    Nothing,
}
