using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Stages;

/// <summary>Every model of a project must have come through the alias of one of some stages.</summary>
/// <param name="stages">The stages.</param>
/// <param name="ways">How the models came.</param>
internal sealed class StageRule(IReadOnlyList<string> stages, ModelWays ways)
{
    /// <summary>Says what is wrong with a model.</summary>
    /// <returns>The problem, or <see langword="null"/> where the model was promoted.</returns>
    public RuntimeProblem? Check(PackageItem package)
    {
        if (package.IsProject)
        {
            return Problem($"The model '{package.Name}' comes from the model project '{package.Project}' ({ways.Describe(package)}): what a project builds is not promoted, and {Rule}. Reference the package {Alias(package)} instead of the project.");
        }

        if (!package.IsAlias)
        {
            return Problem($"The model '{package.Name}' did not come through {Alias(package)} ({ways.Describe(package)}), and {Rule}. {Cure(package)}");
        }

        if (!stages.Contains(package.Stage, StringComparer.OrdinalIgnoreCase))
        {
            return Problem($"The model '{package.ModelId}' {package.Version} came through '{package.Id}', which is the stage {package.Stage} ({ways.Describe(package)}), and {Rule}. {Cure(package)}");
        }

        return ExplainForged(package, ways.OwnerOf(package)) is { } reason
            ? Problem($"'{package.Id}' {package.AliasVersion} says that it serves '{package.ModelId}' {package.Version} as {package.Stage}, but {reason} ({ways.Describe(package)}). Do not use it: find out who made it, and let '{package.Id}' be promoted again.")
            : null;
    }

    private string Rule => $"this project takes models of {string.Join(" or ", stages)} only (ModelPackRequiredStage)";

    // Much of the message is text of packages.
    private static RuntimeProblem Problem(string message) => new(RuntimeDiagnosticCodes.StageRequired, LogText.Line(message));

    /// <summary>Whether the package is what its properties say: they are text that anybody can write.</summary>
    private static string? ExplainForged(PackageItem package, Library? owner)
    {
        if (owner is null || !owner.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase) || !owner.Version.Equals(package.AliasVersion, StringComparison.OrdinalIgnoreCase))
        {
            return owner is null ? "its files are in no package that was restored" : $"the package that says so is '{owner.Name}'";
        }

        string file = ServedModel.FileBeside(package.Manifest);
        try
        {
            ModelManifest manifest = PackageManifest.Read(package).Manifest;
            ServedModel served = ServedModel.Read(file);
            return !Same(served.Alias, package.Id) || !Same(served.Stage, package.Stage) || !Same(served.AliasVersion, package.AliasVersion)
                ? $"its record of promotions is of '{served.Alias}' {served.AliasVersion}, the stage {served.Stage}"
                : !Same(package.Id, $"{served.Model}.{served.Stage}")
                ? $"its name is not that of the stage {served.Stage} of '{served.Model}'"
                : !Same(served.Model, manifest.Id) || !Same(served.Model, package.ModelId) || !Same(served.Version, manifest.Version) || !Same(served.Version, package.Version) || served.Digest != manifest.Digest
                ? $"'{served.Model}' {served.Version} ({served.Digest}) was promoted, and it holds '{manifest.Id}' {manifest.Version} ({manifest.Digest})"
                : served.Flaw is { } flaw
                ? $"its history is not whole: {flaw} ('{file}')"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return $"its record of promotions, '{file}', cannot be read: {exception.Message.TrimEnd('.')}";
        }
        catch (RuntimeProblemException exception)
        {
            return $"its manifest cannot be used: {exception.Problem.Message.TrimEnd('.')}";
        }
    }

    private static bool Same(string first, string second) => first.Equals(second, StringComparison.OrdinalIgnoreCase);

    private string Alias(PackageItem package) => string.Join(" or ", stages.Select(stage => $"'{package.ModelId}.{stage}'"));

    private string Cure(PackageItem package)
    {
        IReadOnlyList<Library?> referrers = ways.ReferrersOf(package);
        string[] others = [.. referrers.OfType<Library>().Select(library => $"'{library.Id}'")];
        return others.Length == 0
            ? $"Reference {Alias(package)} instead."
            : $"Let {string.Join(" and ", others)}{(others.Length < referrers.Count ? ", and this project too," : "")} reference {Alias(package)} instead, or do without.";
    }
}
