using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>Reads all records of a model from its sources. What cannot be read is told, and does not keep the rest from being read.</summary>
internal sealed class ModelRecordsReader(RemotePackages packages, AliasFinder finder)
{
    /// <summary>Reads the records.</summary>
    /// <param name="sources">Where they are looked for.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="stages">Stages to look for in any case.</param>
    /// <param name="withDeployments">Whether deployments are read too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ModelRecords> ReadAsync(IReadOnlyList<PackageSource> sources, string model, IReadOnlyList<string> stages, bool withDeployments, CancellationToken cancellationToken) =>
        ReadAsync(sources, model, source => finder.FindIdsAsync(source, model, stages, cancellationToken), withDeployments, cancellationToken);

    /// <summary>As <see cref="ReadAsync(IReadOnlyList{PackageSource}, string, IReadOnlyList{string}, bool, CancellationToken)"/>, without aliases.</summary>
    public Task<ModelRecords> ReadBooksAsync(IReadOnlyList<PackageSource> sources, string model, bool withDeployments, CancellationToken cancellationToken) =>
        ReadAsync(sources, model, _ => Task.FromResult<IReadOnlyList<string>>([]), withDeployments, cancellationToken);

    private async Task<ModelRecords> ReadAsync(
        IReadOnlyList<PackageSource> sources, string model, Func<PackageSource, Task<IReadOnlyList<string>>> findAliases, bool withDeployments, CancellationToken cancellationToken)
    {
        List<AliasState> aliases = [];
        RecordSources having = new();
        List<ModelAlias> served = [];
        List<SignedAttestation> attestations = [];
        List<RevocationRecord> revocations = [];
        List<DeploymentRecord> deployments = [];
        List<Problem> problems = [];
        foreach (PackageSource source in sources)
        {
            RecordReader reader = new(new HistoryRecordStore(packages, source), problems.Add);
            IReadOnlyList<string> ids = await Try(() => findAliases(source), problems) ?? [];
            foreach (string id in ids)
            {
                if (await Try(() => ReadAliasAsync(reader, source, model, id, cancellationToken), problems) is { } state)
                {
                    aliases.Add(state);
                    having.Add(source, state);
                    served.Add(new ModelAlias(state.History.Alias, state.History.Stage, NuGetVersion.Parse(state.History.Newest.AliasVersion), NuGetVersion.Parse(state.History.Newest.Model.Version), source.Name));
                }
            }

            IReadOnlyList<SignedAttestation> attested = await Try(() => reader.ReadSignedAttestationsAsync(model, cancellationToken), problems) ?? [];
            IReadOnlyList<RevocationRecord> revoked = await Try(() => reader.ReadRevocationsAsync(model, cancellationToken), problems) ?? [];
            IReadOnlyList<DeploymentRecord> deployed = withDeployments ? await Try(() => reader.ReadDeploymentsAsync(model, cancellationToken), problems) ?? [] : [];
            attestations.AddRange(attested);
            revocations.AddRange(revoked);
            deployments.AddRange(deployed);
            having.Add(source, [.. attested.Select(attestation => attestation.Record), .. revoked, .. deployed]);
        }

        return new ModelRecords(
            [.. aliases.DistinctBy(alias => (alias.History.Alias.ToUpperInvariant(), alias.History.Newest.ComputeDigest()))],
            [.. attestations.DistinctBy(attestation => attestation.Record.ComputeDigest())],
            [.. revocations.DistinctBy(revocation => revocation.ComputeDigest())],
            [.. deployments.DistinctBy(deployment => deployment.ComputeDigest())],
            [.. problems.Concat(having.Forks()).DistinctBy(problem => (problem.Code, problem.Message))])
        {
            Served = served,
            Sources = having.ByDigest,
            Asked = [.. sources.Select(source => source.Name)],
        };
    }

    /// <summary>Reads an alias.</summary>
    /// <returns>It; <see langword="null"/> where there is none, or where another model is called like a stage of this one.</returns>
    /// <exception cref="ModelPackException">Its history cannot be had or cannot be right.</exception>
    private async Task<AliasState?> ReadAliasAsync(RecordReader reader, PackageSource source, string model, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAliasStateAsync(id, cancellationToken) is { } state && state.History.Model.Equals(model, StringComparison.OrdinalIgnoreCase) ? state : null;
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.NotAnAlias)
        {
            // A package that serves the model and has no history is an alias whose history was taken out.
            if (await finder.ServesAsync(source, model, id, cancellationToken))
            {
                throw;
            }

            return null;
        }
    }

    private static async Task<T?> Try<T>(Func<Task<T>> read, List<Problem> problems)
    {
        try
        {
            return await read();
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
            return default;
        }
    }
}
