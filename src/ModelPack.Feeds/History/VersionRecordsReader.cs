using ModelPack.Core.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;

namespace ModelPack.Feeds.History;

/// <summary>Reads what records say of one version of a model, wherever its package was found.</summary>
/// <param name="packages">The packages of the sources.</param>
public sealed class VersionRecordsReader(RemotePackages packages)
{
    private readonly HistoryReader _history = new(packages);

    /// <summary>Reads the records. What cannot be read is among the problems, and does not keep the rest from being read.</summary>
    /// <param name="subject">The version.</param>
    /// <param name="sources">Where they are looked for.</param>
    /// <param name="policy">Says whose keys prove what; <see langword="null"/> where there is none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<VersionRecords> ReadAsync(RecordSubject subject, IReadOnlyList<PackageSource> sources, ReleasePolicy? policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return VersionRecords.Of(await new ModelRecordsReader(packages, _history.Aliases).ReadBooksAsync(sources, subject.Id, withDeployments: true, cancellationToken), subject, policy);
    }
}
