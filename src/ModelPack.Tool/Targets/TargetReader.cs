using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Tool.Output;
using NuGet.Packaging.Core;

namespace ModelPack.Tool.Targets;

/// <summary>
/// Finds what a command is asked to look at: a <c>.nupkg</c>, <c>Id@Version</c>, the folder of an extracted package, a model project (its file or folder), the
/// output of a service, or one model's folder in it.
/// </summary>
/// <param name="packages">The packages of the configuration.</param>
/// <param name="build">How projects are built.</param>
/// <param name="fetchPayloads">Whether payload packages that are not here are fetched.</param>
/// <param name="output">Takes what projects say while they build.</param>
internal sealed class TargetReader(PackageLocator packages, ProjectBuild build, bool fetchPayloads, ToolOutput output)
{
    /// <summary>What can be named, for help texts.</summary>
    public const string Description = $"A .nupkg, {PackageReferenceText.Form}, a model project, a service's output folder, or the folder of an extracted package.";

    /// <summary>Opens it.</summary>
    /// <param name="what">What the user wrote.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is nothing of the kind (MP5100), or cannot be had or read.</exception>
    public async Task<TargetModels> OpenAsync(string what, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(what))
        {
            throw ToolProblems.NoSuchTarget(what);
        }

        string path = Path.GetFullPath(what);
        if (File.Exists(path))
        {
            return Path.GetFileName(path) == ModelManifest.FileName ? Services([path])
                : ProjectTarget.IsProject(path) ? await ProjectTarget.OpenAsync(path, build, output, cancellationToken)
                : IsPackage(path) ? await Package(TargetKind.Package, path, () => new NupkgContent(path), [Path.GetDirectoryName(path)!], cancellationToken)
                : throw ToolProblems.NoSuchFile(path);
        }

        if (Directory.Exists(path))
        {
            TargetFolder folder = TargetFolder.Of(path);
            return folder.Kind switch
            {
                TargetKind.InstalledPackage => await Package(TargetKind.InstalledPackage, path, () => new FolderContent(path), [], cancellationToken),
                TargetKind.Project => await ProjectTarget.OpenAsync(folder.Project!, build, output, cancellationToken),
                TargetKind.Service => Services(folder.Manifests),
                _ => throw ToolProblems.NoModelsIn(path),
            };
        }

        return PackageReferenceText.Parse(what) is { } reference ? await Installed(reference, cancellationToken) : throw ToolProblems.NoSuchTarget(what);
    }

    /// <summary>Whether a file is meant as a package: by its name, or because it is an archive.</summary>
    private static bool IsPackage(string path)
    {
        if (Path.GetExtension(path).Equals(".nupkg", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        Span<byte> start = stackalloc byte[4];
        using Stream file = RegularFiles.Open(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\x03\x04"u8);
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
            if (!content.Contains(PackageLayout.Manifest) && content.Contains(RecordPackages.Entry) && PackageIdentityCheck.NuspecId(content) is { } id && RecordPackages.ModelOf(id) is { } of)
            {
                throw RecordPackageProblems.NoModel(id, of);
            }

            ModelManifest manifest = PackageManifests.Read(content);
            PackageIdentity package = PackageIdentityCheck.Check(content, manifest);
            PayloadPlaces payloads = new(packages.Context.PackageFolders, feedFolders);
            if (fetchPayloads)
            {
                await packages.FetchPayloadsAsync(new ModelManifest { Payloads = [.. (manifest.Payloads ?? []).Where(payload => !IsHere(payloads, payload))] }, cancellationToken);
            }

            TargetModels model = new([new TargetModel(kind, place, manifest, new PackageModelFiles(content, manifest, payloads), content) { Alias = PromotedAlias.Of(content, package, manifest) }]);
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

    private static TargetModels Services(IReadOnlyList<string> manifests) => new([.. manifests.Select(Model)]);

    private static TargetModel Model(string manifestFile)
    {
        string folder = Path.GetDirectoryName(manifestFile)!;
        ModelManifest manifest = PackageManifests.ReadFile(manifestFile);
        return new TargetModel(TargetKind.Service, folder, manifest, new ServiceModelFiles(folder, manifest), content: null);
    }

}
