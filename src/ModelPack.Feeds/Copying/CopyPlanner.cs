using ModelPack.Feeds.Pushing;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Feeds.Copying;

/// <summary>Finds out what a version needs: its parts, the payloads of all of them, and other dependencies that the target has in no version that fits.</summary>
internal sealed class CopyPlanner(PackageFetcher from, Func<string, CancellationToken, Task<IReadOnlyList<NuGetVersion>>> listTarget, bool withDependencies)
{
    private readonly CopyPlan _plan = new();
    private readonly HashSet<PackageIdentity> _seen = [];

    /// <summary>Makes the plan for a version.</summary>
    public async Task<CopyPlan> RunAsync(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        await Add(id, version, CopiedPackageRole.Package, cancellationToken);
        return _plan;
    }

    private async Task Add(string id, NuGetVersion version, CopiedPackageRole role, CancellationToken cancellationToken)
    {
        if (!_seen.Add(new PackageIdentity(id.ToLowerInvariant(), version)))
        {
            return;
        }

        ModelPackageFile package = ModelPackageFile.Read(await from.FetchAsync(id, version, expected: null, cancellationToken));
        foreach (ModelPart part in package.Parts)
        {
            await Add(part.Id, PackageLocator.ParseVersion(part.Version), CopiedPackageRole.Package, cancellationToken);
        }

        foreach (ModelPayload payload in package.Payloads.Where(payload => _seen.Add(new PackageIdentity(payload.Id.ToLowerInvariant(), PackageLocator.ParseVersion(payload.Version)))))
        {
            _plan.Payloads.Add(payload);
        }

        if (withDependencies)
        {
            foreach (PackageDependency dependency in Dependencies(package).Where(dependency => !IsKnown(package, dependency.Id)))
            {
                await AddDependency(dependency, cancellationToken);
            }
        }

        _plan.Packages.Add((package, role));
    }

    private async Task AddDependency(PackageDependency dependency, CancellationToken cancellationToken)
    {
        if ((await listTarget(dependency.Id, cancellationToken)).Any(dependency.VersionRange.Satisfies))
        {
            return;
        }

        if (dependency.VersionRange.FindBestMatch(await from.ListAsync(dependency.Id, cancellationToken)) is { } version)
        {
            await Add(dependency.Id, version, CopiedPackageRole.Dependency, cancellationToken);
        }
        else
        {
            _plan.Missing.Add($"{dependency.Id} {dependency.VersionRange.ToNormalizedString()}");
        }
    }

    private static bool IsKnown(ModelPackageFile package, string id) =>
        package.Payloads.Any(payload => payload.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) || package.Parts.Any(part => part.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PackageDependency> Dependencies(ModelPackageFile package)
    {
        using PackageArchiveReader reader = new(package.Package.Path);
        return [.. reader.GetPackageDependencies().Where(group => group.TargetFramework != NuGetFramework.UnsupportedFramework).SelectMany(group => group.Packages).DistinctBy(dependency => (dependency.Id.ToUpperInvariant(), dependency.VersionRange))];
    }
}
