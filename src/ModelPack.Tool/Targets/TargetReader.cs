using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Feeds;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Targets;

/// <summary>
/// Finds what a command is asked to look at: a <c>.nupkg</c>, <c>Id@Version</c>, the folder of an extracted package, a model project (its file or folder), the
/// output of a service, or one model's folder in it.
/// </summary>
/// <param name="packages">The packages of the configuration.</param>
/// <param name="fetchPayloads">Whether payload packages that are not here are fetched.</param>
/// <param name="output">Takes what projects say while they build.</param>
internal sealed class TargetReader(PackageLocator packages, bool fetchPayloads, ToolOutput output)
{
    private const string ModelsFolder = "models";

    /// <summary>What can be named, for help texts.</summary>
    public const string Description = $"A .nupkg, {PackageReferenceText.Form}, a model project, a service's output folder, or the folder of an extracted package.";

    /// <summary>Opens it.</summary>
    /// <param name="what">What the user wrote.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is nothing of the kind (MP5100), or cannot be had or read.</exception>
    public async Task<TargetModels> OpenAsync(string what, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(what);
        if (File.Exists(path))
        {
            return Path.GetFileName(path) == ModelManifest.FileName ? Service(path)
                : ProjectTarget.IsProject(path) ? await ProjectTarget.OpenAsync(path, output, cancellationToken)
                : await Package(TargetKind.Package, path, () => new NupkgContent(path), [Path.GetDirectoryName(path)!], cancellationToken);
        }

        if (Directory.Exists(path))
        {
            return await Folder(path, cancellationToken);
        }

        return PackageReferenceText.Parse(what) is { } reference ? await Installed(reference, cancellationToken) : throw ToolProblems.NoSuchTarget(what);
    }

    private async Task<TargetModels> Folder(string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder, PackageLayout.Manifest)))
        {
            return await Package(TargetKind.InstalledPackage, folder, () => new FolderContent(folder), [], cancellationToken);
        }

        string manifest = Path.Combine(folder, ModelManifest.FileName);
        if (File.Exists(manifest))
        {
            return Service(manifest);
        }

        string[] manifests = Manifests(Path.Combine(folder, ModelsFolder));
        return manifests.Length > 0 ? new TargetModels([.. manifests.Select(Model)])
            : ProjectTarget.Find(folder) is { } project ? await ProjectTarget.OpenAsync(project, output, cancellationToken)
            : throw ToolProblems.NoModelsIn(folder);
    }

    private async Task<TargetModels> Installed(PackageReferenceText reference, CancellationToken cancellationToken)
    {
        string folder = await packages.FetchAsync(reference.Id, reference.Version, cancellationToken);
        return await Package(TargetKind.InstalledPackage, folder, () => new FolderContent(folder), [], cancellationToken);
    }

    private async Task<TargetModels> Package(TargetKind kind, string place, Func<IPackageContent> open, IReadOnlyList<string> feedFolders, CancellationToken cancellationToken)
    {
        IPackageContent? content = open();
        try
        {
            ModelManifest manifest = PackageManifests.Read(content);
            PayloadPlaces payloads = new(packages.Context.PackageFolders, feedFolders);
            if (fetchPayloads)
            {
                await packages.FetchPayloadsAsync(new ModelManifest { Payloads = [.. (manifest.Payloads ?? []).Where(payload => !IsHere(payloads, payload))] }, cancellationToken);
            }

            TargetModels model = new([new TargetModel(kind, place, manifest, new PackageModelFiles(content, manifest, payloads), content)]);
            content = null;
            return model;
        }
        finally
        {
            content?.Dispose();
        }
    }

    private static bool IsHere(PayloadPlaces payloads, ModelPayload payload)
    {
        using Stream? content = payloads.Open(payload);
        return content is not null;
    }

    private static TargetModels Service(string manifest) => new([Model(manifest)]);

    private static TargetModel Model(string manifestFile)
    {
        string folder = Path.GetDirectoryName(manifestFile)!;
        ModelManifest manifest = PackageManifests.ReadFile(manifestFile);
        return new TargetModel(TargetKind.Service, folder, manifest, new ServiceModelFiles(folder, manifest), content: null);
    }

    private static string[] Manifests(string models)
    {
        try
        {
            return Directory.Exists(models)
                ? [.. Directory.EnumerateDirectories(models).Select(folder => Path.Combine(folder, ModelManifest.FileName)).Where(File.Exists).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.Unreadable(models, exception);
        }
    }
}
