using System.Globalization;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>Under <c>ModelPackStrictLineage</c> every package must have an exact version.</summary>
internal static class PinnedRequirements
{
    private const int Listed = 5;

    /// <summary>Checks an environment.</summary>
    public static void Check(ModelEnvironment environment, string projectFile, ICollection<Problem> problems)
    {
        List<string> open = [.. (environment.Unpinned ?? []).SelectMany(ecosystem => ecosystem.Value).Select(package => $"'{package.Key}' ({package.Value})")];
        if (open.Count > 0)
        {
            string more = open.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $" and {open.Count - Listed} more") : "";
            problems.Add(new Problem(
                DiagnosticCodes.UnpinnedRequirement,
                $"The environment that trained the model is not exact: {string.Join(", ", open.Take(Listed))}{more} {(open.Count == 1 ? "has" : "have")} no version. Name a lock file in a ModelLineage item, pin the versions (pip freeze), or set ModelPackStrictLineage to false.",
                projectFile));
        }
    }
}
