using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>What is to be pushed: a package, or every model of a folder that <c>dotnet pack</c> wrote to.</summary>
internal static class ModelInput
{
    /// <summary>Finds the packages, those first that others consist of.</summary>
    /// <exception cref="ModelPackException">There is none (MP5028), or one is not sound.</exception>
    public static IReadOnlyList<ModelPackageFile> Read(string path)
    {
        if (File.Exists(path))
        {
            return [ModelPackageFile.Read(path)];
        }

        if (!Directory.Exists(path))
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.NothingToPush, $"'{path}' is no package and no folder. Name a .nupkg, or the folder that 'dotnet pack -o' wrote.", file: path);
        }

        // Payloads are most of the files, and say by their name that they are.
        ModelPackageFile[] models = [.. Files(path).Where(file => !IsPayload(file)).Order(StringComparer.Ordinal).Select(ModelPackageFile.Read).Where(model => model.IsModel)];
        return models.Length > 0
            ? InOrder(models)
            : throw FeedProblems.Fail(FeedDiagnosticCodes.NothingToPush, $"'{path}' has no model package. Name the folder that 'dotnet pack -o' wrote, or a .nupkg.", file: path);
    }

    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*.nupkg");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadPackageFile, $"The folder '{folder}' cannot be read: {exception.Message} Name a folder that may be read.", exception, folder);
        }
    }

    private static bool IsPayload(string file) => Path.GetFileName(file).Contains(".Payload.", StringComparison.OrdinalIgnoreCase) && LocalPackage.Read(file).Payload is not null;

    private static List<ModelPackageFile> InOrder(ModelPackageFile[] models)
    {
        List<ModelPackageFile> ordered = [];
        HashSet<ModelPackageFile> seen = [];
        foreach (ModelPackageFile model in models)
        {
            Visit(model);
        }

        return ordered;

        void Visit(ModelPackageFile model)
        {
            if (!seen.Add(model))
            {
                return;
            }

            foreach (ModelPackageFile part in models.Where(other => model.HasPart(other.Package)))
            {
                Visit(part);
            }

            ordered.Add(model);
        }
    }
}
