using ModelPack.Core.Lineage;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Asks tracking servers and writes what they say beside the project; see <see cref="LineageFetch"/>.</summary>
public sealed class FetchLineage : ModelProjectTask
{
    /// <summary><c>ModelPackPersonalData</c>.</summary>
    public string PersonalData { get; set; } = "false";

    /// <inheritdoc/>
    protected override void Run()
    {
        bool personalData = Flag(PersonalData, "ModelPackPersonalData");
        if (!Log.HasLoggedErrors)
        {
            Report(LineageFetch.Run(
                new ModelProject
                {
                    ProjectFile = ProjectFile,
                    StateFolder = StateFolder,
                    Id = PackageId,
                    Version = PackageVersion,
                    Items = ModelItems.From(Items, Path.GetDirectoryName(ProjectFile)!),
                    Lineage = new LineageOptions { PersonalData = personalData },
                },
                Environment.GetEnvironmentVariable,
                CancellationToken));
        }
    }
}
