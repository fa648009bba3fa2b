namespace ModelPack.Core.Checklists;

/// <summary>How an element of a checklist is met.</summary>
public enum ElementStatus
{
    /// <summary>It is there, and was checked against bytes.</summary>
    Proven,

    /// <summary>Somebody says it.</summary>
    Stated,

    /// <summary>Nothing says it.</summary>
    Missing,
}
