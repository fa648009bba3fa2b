using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;

namespace ModelPack.Feeds.History;

/// <summary>Reads all records of a model from its sources. What cannot be read is told, and does not keep the rest from being read.</summary>
internal sealed class ModelRecordsReader(RemotePackages packages, AliasFinder finder)
{
    /// <summary>Reads the records.</summary>
    /// <param name="sources">Where they are looked for.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="stages">Stages to look for in any case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ModelRecords> ReadAsync(IReadOnlyList<PackageSource> sources, string model, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        List<AliasState> aliases = [];
        List<SignedAttestation> attestations = [];
        List<RevocationRecord> revocations = [];
        List<DeploymentRecord> deployments = [];
        List<Problem> problems = [];
        foreach (PackageSource source in sources)
        {
            RecordReader reader = new(new HistoryRecordStore(packages, source), problems.Add);
            IReadOnlyList<string> ids = await Try(() => finder.FindIdsAsync(source, model, stages, cancellationToken), problems) ?? [];
            foreach (string id in ids)
            {
                // Another model may be called like a stage of this one.
                if (await Try(() => reader.ReadAliasStateAsync(id, cancellationToken), problems) is { } state && state.History.Model.Equals(model, StringComparison.OrdinalIgnoreCase))
                {
                    aliases.Add(state);
                }
            }

            attestations.AddRange(await Try(() => reader.ReadSignedAttestationsAsync(model, cancellationToken), problems) ?? []);
            revocations.AddRange(await Try(() => reader.ReadRevocationsAsync(model, cancellationToken), problems) ?? []);
            deployments.AddRange(await Try(() => reader.ReadDeploymentsAsync(model, cancellationToken), problems) ?? []);
        }

        return new ModelRecords(
            [.. aliases.DistinctBy(alias => (alias.History.Alias.ToUpperInvariant(), alias.History.Newest.ComputeDigest()))],
            [.. attestations.DistinctBy(attestation => attestation.Record.ComputeDigest())],
            [.. revocations.DistinctBy(revocation => revocation.ComputeDigest())],
            [.. deployments.DistinctBy(deployment => deployment.ComputeDigest())],
            [.. problems.DistinctBy(problem => (problem.Code, problem.Message))]);
    }

    /// <summary>As <see cref="ReadAsync"/>, without the aliases.</summary>
    public async Task<ModelRecords> ReadBooksAsync(IReadOnlyList<PackageSource> sources, string model, CancellationToken cancellationToken)
    {
        List<SignedAttestation> attestations = [];
        List<RevocationRecord> revocations = [];
        List<Problem> problems = [];
        foreach (PackageSource source in sources)
        {
            RecordReader reader = new(new HistoryRecordStore(packages, source), problems.Add);
            attestations.AddRange(await Try(() => reader.ReadSignedAttestationsAsync(model, cancellationToken), problems) ?? []);
            revocations.AddRange(await Try(() => reader.ReadRevocationsAsync(model, cancellationToken), problems) ?? []);
        }

        return new ModelRecords([], attestations, revocations, [], problems);
    }

    private static async Task<T?> Try<T>(Func<Task<T>> read, List<Problem> problems)
    {
        try
        {
            return await read();
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.NotAnAlias)
        {
            return default;
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
            return default;
        }
    }
}
