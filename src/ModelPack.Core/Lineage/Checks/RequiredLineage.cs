using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Projects;
using ModelPack.Core.Records;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>Checks that a manifest has the sections that <c>ModelPackRequiredLineage</c> names.</summary>
internal static class RequiredLineage
{
    private const string Code = "Code";

    // What brings a section into a manifest; which there are, and when one is there, is in LineageSections.
    private static readonly Dictionary<string, string> Cures = new(StringComparer.Ordinal)
    {
        [Code] = "Build in a git checkout with a commit, or name the training code in a ModelLineage item with Kind=\"Git\"",
        ["Data"] = "Add a ModelDataset item, or a ModelLineage item that names the data (DVC, MLflow, a model card)",
        ["Configuration"] = "Put a params.yaml or params.json beside the project, add ModelHyperparameter items, or a ModelLineage item of a run",
        ["Metrics"] = "Put a metrics.json beside the project, add ModelMetric items, or a ModelLineage item of a run",
        ["Environment"] = "Add a ModelLineage item of the lock file that the model was trained with (requirements.txt, poetry.lock, uv.lock, pylock.toml, conda, packages.lock.json)",
        ["Author"] = "Set ModelPackAuthor, or add a ModelLineage item of a run that tells its user",
    };

    /// <summary>Checks a manifest.</summary>
    public static void Check(ModelManifest manifest, ModelProject project, ICollection<Problem> problems)
    {
        IReadOnlyList<string> required = project.Lineage.Required;
        foreach (string unknown in required.Where(name => !LineageSections.IsKnown(name)))
        {
            problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"ModelPackRequiredLineage names '{unknown}', which is none of {string.Join(", ", LineageSections.Names)} and {LineageSections.All}. Correct it.", project.ProjectFile));
        }

        foreach (string name in LineageSections.Missing(manifest, required).Where(name => name != Code || !WillHaveCode(project)))
        {
            problems.Add(new Problem(DiagnosticCodes.RequiredLineage, $"The package must tell the model's {name.ToLowerInvariant()} (ModelPackRequiredLineage), and nothing says it. {Cures[name]}.", project.ProjectFile));
        }
    }

    /// <summary>What the repository says is added when the package is made; here it is only asked whether it says something.</summary>
    private static bool WillHaveCode(ModelProject project) => GitRepository.Read(project.ProjectFolder, [])?.Commit is not null;
}
