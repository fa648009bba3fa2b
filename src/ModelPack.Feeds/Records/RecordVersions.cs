using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>The versions of packages of records: 1.0.0, 2.0.0, ….</summary>
internal static class RecordVersions
{
    /// <summary>The version of a number.</summary>
    public static NuGetVersion Of(int sequence) => new(sequence, 0, 0);

    /// <summary>The number of a version; <see langword="null"/> where it is none of records.</summary>
    public static int? Number(NuGetVersion version) =>
        version is { IsPrerelease: false, Major: > 0, Minor: 0, Patch: 0, Revision: 0 } && !version.HasMetadata ? version.Major : null;

    /// <summary>The numbers of the versions that are there, ordered.</summary>
    /// <param name="versions">The versions that a source lists.</param>
    /// <param name="seen">A number that the source has, whatever it lists; 0 for none.</param>
    public static IReadOnlyList<int> There(IEnumerable<StoredVersion> versions, int seen)
    {
        IEnumerable<NuGetVersion> listed = versions.Where(version => version.IsThere).Select(version => version.Version);
        return Numbers(seen == 0 ? listed : listed.Append(Of(seen)));
    }

    /// <summary>The numbers of versions, ordered.</summary>
    public static IReadOnlyList<int> Numbers(IEnumerable<NuGetVersion> versions) => [.. versions.Select(Number).OfType<int>().Distinct().Order()];
}
