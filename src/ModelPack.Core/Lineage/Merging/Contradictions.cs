using System.Globalization;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.Merging;

/// <summary>Collects where sources say different things, and tells each pair of sources once.</summary>
/// <param name="projectFile">The project, which is a source, too.</param>
internal sealed class Contradictions(string projectFile)
{
    private const int Listed = 5;

    private readonly List<(string What, string First, ImportedFacts? By, string Second, ImportedFacts Against)> _found = [];

    /// <summary>Notes a contradiction.</summary>
    /// <param name="what">The fact, e.g. <c>hyperparameter 'lr'</c>.</param>
    /// <param name="first">What counts.</param>
    /// <param name="by">Who says so; <see langword="null"/> for the project.</param>
    /// <param name="second">What does not count.</param>
    /// <param name="against">Who says that.</param>
    public void Add(string what, string first, ImportedFacts? by, string second, ImportedFacts against) => _found.Add((what, Short(first), by, Short(second), against));

    /// <summary>Tells them.</summary>
    /// <param name="problems">Takes them.</param>
    /// <param name="strict">Whether they are errors.</param>
    public void Report(ICollection<Problem> problems, bool strict)
    {
        foreach (var pair in _found.GroupBy(found => (found.By, found.Against)))
        {
            string by = pair.Key.By is { } source ? Name(source) : "the project";
            string against = Name(pair.Key.Against);
            string facts = string.Join("; ", pair.Take(Listed).Select(found => $"{found.What} is {found.First} in {by}, {found.Second} in {against}"));
            int more = pair.Count() - Listed;
            string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $"; and {more} more") : "";
            problems.Add(new Problem(
                DiagnosticCodes.LineageContradiction,
                $"Two sources contradict each other: {facts}{rest}. What {by} says is taken; correct the other, or remove its ModelLineage item.",
                pair.Key.By is null ? projectFile : Path.GetFullPath(pair.Key.Against.Source.File, Path.GetDirectoryName(projectFile)!),
                Severity: strict ? ProblemSeverity.Error : ProblemSeverity.Warning));
        }
    }

    private static string Name(ImportedFacts facts) => $"'{facts.Source.File}'{(facts.Source.Run is { } run ? $" (run {run})" : "")}";

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
