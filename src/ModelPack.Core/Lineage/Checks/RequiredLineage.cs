using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>Checks that a manifest has the sections that <c>ModelPackRequiredLineage</c> names.</summary>
internal static class RequiredLineage
{
    private const string All = "All";

    private static readonly (string Name, Func<ModelManifest, ModelProject, bool> Has, string Cure)[] Sections =
    [
        ("Code", HasCode, "Build in a git checkout with a commit, or name the training code in a ModelLineage item with Kind=\"Git\""),
        ("Data", (manifest, _) => manifest.Data is { Count: > 0 }, "Add a ModelDataset item, or a ModelLineage item that names the data (DVC, MLflow, a model card)"),
        ("Configuration", (manifest, _) => manifest.Configuration is not null, "Put a params.yaml or params.json beside the project, add ModelHyperparameter items, or a ModelLineage item of a run"),
        ("Metrics", (manifest, _) => manifest.Metrics is { Count: > 0 }, "Put a metrics.json beside the project, add ModelMetric items, or a ModelLineage item of a run"),
        ("Environment", (manifest, _) => manifest.Environment?.Packages is not null, "Add a ModelLineage item of the lock file that the model was trained with (requirements.txt, poetry.lock, uv.lock, pylock.toml, conda, packages.lock.json)"),
        ("Author", (manifest, _) => manifest.Training?.Author is not null, "Set ModelPackAuthor, or add a ModelLineage item of a run that tells its user"),
    ];

    /// <summary>Checks a manifest.</summary>
    public static void Check(ModelManifest manifest, ModelProject project, ICollection<Problem> problems)
    {
        IReadOnlyList<string> required = project.Lineage.Required;
        foreach (string unknown in required.Where(name => !name.Equals(All, StringComparison.OrdinalIgnoreCase) && !Sections.Any(section => section.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            problems.Add(new Problem(DiagnosticCodes.BadMetadata, $"ModelPackRequiredLineage names '{unknown}', which is none of {string.Join(", ", Sections.Select(section => section.Name))} and {All}. Correct it.", project.ProjectFile));
        }

        bool all = required.Contains(All, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Func<ModelManifest, ModelProject, bool> has, string cure) in Sections)
        {
            if ((all || required.Contains(name, StringComparer.OrdinalIgnoreCase)) && !has(manifest, project))
            {
                problems.Add(new Problem(DiagnosticCodes.RequiredLineage, $"The package must tell the model's {name.ToLowerInvariant()} (ModelPackRequiredLineage), and nothing says it. {cure}.", project.ProjectFile));
            }
        }
    }

    /// <summary>What the repository says is added when the package is made; here it is only asked whether it says something.</summary>
    private static bool HasCode(ModelManifest manifest, ModelProject project) => manifest.TrainingCode?.Commit is not null || GitRepository.Read(project.ProjectFolder, [])?.Commit is not null;
}
