namespace ModelPack.Core.Checklists;

/// <summary>An element of a checklist, and how a model meets it.</summary>
/// <param name="Id">The element's identifier in the list.</param>
/// <param name="Category">The category that the list has it in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definition">What the list means by it.</param>
/// <param name="Status">How it is met.</param>
/// <param name="Value">What is said; <see langword="null"/> where it is missing.</param>
/// <param name="Evidence">What proves it, or who says it; <see langword="null"/> where it is missing.</param>
/// <param name="Cure">How to supply what is missing, or the rest of what is stated in part.</param>
public sealed record ChecklistElement(string Id, string Category, string Name, string Definition, ElementStatus Status, string? Value, string? Evidence, string? Cure);
