using ModelPack.Core.Checklists;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>What <c>inspect --checklist … --json</c> answers.</summary>
/// <param name="Checklist">The name of the list.</param>
/// <param name="Title">Its title.</param>
/// <param name="Models">Each model with every element of the list.</param>
internal sealed record ChecklistDocument(string Checklist, string Title, IReadOnlyList<ChecklistDocument.CheckedModel> Models)
{
    /// <summary>A model held against the list.</summary>
    public static CheckedModel Model(InspectedModel model) =>
        new(model.Evidence.Manifest.Id, model.Evidence.Manifest.Version, model.Evidence.Manifest.Digest, G7Checklist.Evaluate(model.Evidence.ForChecklist));

    /// <summary>A model with every element.</summary>
    internal sealed record CheckedModel(string Id, string Version, string Digest, IReadOnlyList<ChecklistElement> Elements);
}
