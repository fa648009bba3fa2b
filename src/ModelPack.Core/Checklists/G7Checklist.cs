using ModelPack.Core.Checklists.G7;

namespace ModelPack.Core.Checklists;

/// <summary>
/// The minimum elements of a software bill of materials for AI (G7 Cybersecurity Working Group, 2026-05-12). For each element it is told whether it is proven, stated or
/// missing; there is no score, for one missing element can matter more than all others.
/// </summary>
public static class G7Checklist
{
    /// <summary>The name of the list, as commands take it.</summary>
    public const string Name = "g7";

    /// <summary>The title of the list.</summary>
    public const string Title = "G7 SBOM for AI - Minimum Elements";

    /// <summary>Fills in the list.</summary>
    /// <param name="evidence">What is known of the model.</param>
    /// <returns>Every element, in the order of the list.</returns>
    public static IReadOnlyList<ChecklistElement> Evaluate(ChecklistEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        G7Facts facts = new(evidence);
        Dictionary<string, Finding> findings = new(StringComparer.Ordinal);
        foreach ((string id, Finding finding) in SbomElements.Of(facts).Concat(SystemElements.Of(facts)).Concat(ModelElements.Of(facts)).Concat(DatasetElements.Of(facts)).Concat(UseElements.Of(facts)))
        {
            findings.Add($"G7AI-{id}", finding);
        }

        return [.. G7Element.All.Select(element =>
        {
            Finding finding = findings[element.Id];
            return new ChecklistElement(element.Id, element.Category, element.Name, element.Definition, finding.Status, finding.Value, finding.Evidence, finding.Cure);
        })];
    }
}
