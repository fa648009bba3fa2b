using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Records;
using ModelPack.Feeds.Catalog;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>Writes a model into a catalog: what is there already is left alone, but for what may change.</summary>
internal sealed class CatalogWriter(SqlCommands sql)
{
    // What may change of a version, but for its place among the others.
    private const string State = """
        SELECT quote(published) || quote(author) || quote(tags) || quote(package_size) || quote(size) || quote(new_bytes) || quote(signature_change) || quote(listed) || quote(is_there) || quote(revoked) || quote(deprecated)
            || quote(sources) || quote(problem) || quote(manifest_sha256) FROM versions WHERE id = $1
        """;

    /// <summary>Writes a model: what sources say that answered. What others have said stays.</summary>
    public CatalogChanges Write(CatalogModel model)
    {
        ModelManifest? newest = model.History.Versions.Select(version => version.Manifest).LastOrDefault(manifest => manifest is not null);
        sql.Run(
            """
            INSERT INTO models (package_id, description, license, task, updated) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (package_id) DO UPDATE SET description = $2, license = $3, task = $4, updated = $5
            """,
            model.History.Id,
            newest?.Description,
            newest?.License,
            newest?.Architecture?.Task,
            DateTimeOffset.UtcNow);
        long id = Find(model.History.Id)!.Value;
        CatalogChanges changes = default;
        foreach (ModelVersion version in model.History.Versions)
        {
            changes += WriteVersion(id, version, model.History.Answered);
        }

        changes += Forget(id, model.History.Answered, [.. model.History.Versions.Select(version => version.Version)]);
        Order(id);
        if (model.Records.IsComplete)
        {
            foreach (string source in model.Records.Asked)
            {
                sql.Run("DELETE FROM aliases WHERE model_id = $1 AND source = $2", id, source);
            }
        }

        // Records are only ever added: what another source has of them stays.
        WriteRecords(id, model);
        return changes;
    }

    /// <summary>Takes away what sources do not have any more of a model.</summary>
    /// <param name="packageId">The model.</param>
    /// <param name="sources">The sources, which have answered that they have nothing of it.</param>
    public CatalogChanges Remove(string packageId, IReadOnlyList<string> sources)
    {
        if (Find(packageId) is not { } id)
        {
            return default;
        }

        CatalogChanges changes = Forget(id, sources, []);
        sql.Run("DELETE FROM models WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM versions WHERE model_id = $1)", id);
        return changes;
    }

    private long? Find(string packageId) => (long?)sql.Ask("SELECT id FROM models WHERE package_id = $1", packageId);

    /// <summary>Takes the versions that sources do not have from those sources; a version that none has any more goes.</summary>
    private CatalogChanges Forget(long model, IReadOnlyList<string> sources, HashSet<NuGetVersion> there)
    {
        CatalogChanges changes = default;
        foreach ((long id, NuGetVersion version) in Versions(model))
        {
            if (there.Contains(version))
            {
                continue;
            }

            int links = sources.Sum(source => sql.Run("DELETE FROM version_sources WHERE version_id = $1 AND source = $2", id, source));
            if (sql.Ask("SELECT 1 FROM version_sources WHERE version_id = $1", id) is null)
            {
                sql.Run("DELETE FROM versions WHERE id = $1", id);
                changes += new CatalogChanges(0, 0, 1);
            }
            else if (links > 0)
            {
                NameSources(id);
                changes += new CatalogChanges(0, 1, 0);
            }
        }

        return changes;
    }

    /// <summary>Numbers the versions of a model, those of other runs too.</summary>
    private void Order(long model)
    {
        foreach ((int place, (long id, _)) in Versions(model).OrderBy(version => version.Version).Index())
        {
            sql.Run("UPDATE versions SET sort = $2 WHERE id = $1 AND sort <> $2", id, (long)place);
        }
    }

    private List<(long Id, NuGetVersion Version)> Versions(long model) =>
        [.. sql.List("SELECT id, version FROM versions WHERE model_id = $1", row => (row.GetInt64(0), NuGetVersion.Parse(row.GetString(1))), model)];

    private void NameSources(long version) =>
        sql.Run("UPDATE versions SET sources = (SELECT group_concat(source, ' ') FROM (SELECT source FROM version_sources WHERE version_id = $1 ORDER BY source)) WHERE id = $1", version);

    private CatalogChanges WriteVersion(long model, ModelVersion version, IReadOnlyList<string> answered)
    {
        string number = version.Version.ToNormalizedString();
        string? sha256 = version.ManifestBytes.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(version.ManifestBytes.Span));
        string? before = sql.Ask("SELECT id FROM versions WHERE model_id = $1 AND version = $2", model, number) is long known ? (string?)sql.Ask(State, known) : null;
        sql.Run(
            """
            INSERT INTO versions (model_id, version, sort, published, author, tags, package_size, size, new_bytes, signature_change, signature_reason, listed, is_there, revoked, deprecated, sources, problem)
            VALUES ($1, $2, 0, $3, $4, $15, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14)
            ON CONFLICT (model_id, version) DO UPDATE SET published = coalesce($3, published), author = coalesce($4, author), tags = coalesce($15, tags), package_size = coalesce($5, package_size), size = coalesce($6, size),
                new_bytes = coalesce($7, new_bytes), signature_change = $8, signature_reason = $9, listed = $10, is_there = $11, revoked = $12, deprecated = $13, problem = $14
            """,
            model,
            number,
            version.Published,
            version.Author,
            version.PackageSize,
            version.Size,
            version.NewBytes,
            JsonNamingPolicy.CamelCase.ConvertName(version.Signature.Change.ToString()),
            version.Signature.Reason,
            version.Listed,
            version.IsThere,
            version.Revoked,
            version.Deprecated,
            version.Problem?.Code,
            version.Tags is { } tags ? string.Join(' ', tags) : null);
        long id = (long)sql.Ask("SELECT id FROM versions WHERE model_id = $1 AND version = $2", model, number)!;
        if (version.Manifest is { } manifest && (string?)sql.Ask("SELECT manifest_sha256 FROM versions WHERE id = $1", id) != sha256)
        {
            WriteManifest(id, manifest, version.ManifestBytes, sha256!);
        }

        foreach (string source in answered.Except(version.Sources))
        {
            sql.Run("DELETE FROM version_sources WHERE version_id = $1 AND source = $2", id, source);
        }

        foreach (string source in version.Sources)
        {
            sql.Insert("version_sources", "version_id, source", id, source);
        }

        NameSources(id);
        return before is null ? new CatalogChanges(1, 0, 0) : before == (string?)sql.Ask(State, id) ? default : new CatalogChanges(0, 1, 0);
    }

    private void WriteManifest(long version, ModelManifest manifest, ReadOnlyMemory<byte> bytes, string sha256)
    {
        foreach (string table in (string[])["files", "payloads", "metrics", "hyperparameters", "datasets"])
        {
            sql.Run($"DELETE FROM {table} WHERE version_id = $1", version);
        }

        sql.Run(
            "UPDATE versions SET digest = $2, created = $3, code_repository = $4, code_commit = $5, manifest_sha256 = $6, manifest = $7 WHERE id = $1",
            version,
            manifest.Digest,
            manifest.Created,
            manifest.Code?.Repository,
            manifest.Code?.Commit,
            sha256,
            Encoding.UTF8.GetString(bytes.Span));
        foreach (ModelFile file in manifest.Files)
        {
            sql.Insert("files", "version_id, path, role, media_type, size, sha256", version, file.Path, file.Role, file.MediaType, file.Size, file.Sha256);
        }

        foreach (ModelPayload payload in manifest.Payloads ?? [])
        {
            sql.Insert("payloads", "version_id, package_id, version, sha256, size", version, payload.Id, payload.Version, payload.Sha256, payload.Size);
        }

        foreach (ModelMetric metric in manifest.Metrics ?? [])
        {
            sql.Insert("metrics", "version_id, name, value, dataset, split, higher_is_better, min, max", version, metric.Name, metric.Value, metric.Dataset, metric.Split, metric.HigherIsBetter, metric.Min, metric.Max);
        }

        Write(version, "hyperparameter", manifest.Configuration?.Hyperparameters);
        Write(version, "featureEngineering", manifest.Configuration?.FeatureEngineering);
        Write(version, "trainingArgument", manifest.Configuration?.TrainingArguments);
        foreach (ModelDataset data in manifest.Data ?? [])
        {
            sql.Insert(
                "datasets", "version_id, name, role, version, uri, digest, preprocessing_version, license, sensitivity, provenance",
                version, data.Name, data.Role, data.Version, data.Uri, data.Digest, data.PreprocessingVersion, data.License, data.Sensitivity, data.Provenance);
        }
    }

    private void Write(long version, string kind, SortedDictionary<string, JsonElement>? values)
    {
        foreach ((string name, JsonElement value) in values ?? [])
        {
            sql.Insert("hyperparameters", "version_id, kind, name, value", version, kind, name, value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetInt64(out long whole) => whole,
                JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsFinite(number) => number,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Null => null,
                _ => value.GetRawText(),
            });
        }
    }

    /// <summary>The sources of a promotion: those that this run asked, and those that others found it on.</summary>
    private string Sources(long model, PromotionRecord record, ModelRecords records)
    {
        string digest = record.ComputeDigest();
        foreach (string source in records.SourcesOf(record))
        {
            sql.Insert("promotion_sources", "model_id, record_digest, source", model, digest, source);
        }

        return string.Join(' ', sql.List("SELECT source FROM promotion_sources WHERE model_id = $1 AND record_digest = $2 ORDER BY source", row => row.GetString(0), model, digest));
    }

    private void WriteRecords(long model, CatalogModel found)
    {
        foreach (ModelAlias alias in found.History.Aliases)
        {
            sql.Insert("aliases", "model_id, stage, package_id, alias_version, version, source", model, alias.Stage, alias.Id, alias.Version.ToNormalizedString(), alias.ModelVersion.ToNormalizedString(), alias.Source);
        }

        foreach (AliasState alias in found.Records.Aliases)
        {
            foreach (PromotionRecord record in alias.History.Records)
            {
                sql.Insert(
                    "promotions", "model_id, record_digest, stage, sequence, action, version, digest, replaced, time, published, actor, actor_source, signed, reason, ticket, approvals, emergency, gone, sources",
                    model, record.ComputeDigest(), alias.History.Stage, (long)record.Sequence, record.Action, record.Model.Version, record.Model.Digest, record.Replaced?.Version, record.Time,
                    alias.Published.TryGetValue(record.Sequence, out DateTimeOffset published) ? published : null, record.Actor.Name, record.Actor.Source, record.Signatures is { Count: > 0 },
                    record.Reason, record.Ticket, record.Approvals is { Count: > 0 } approvals ? string.Join(", ", approvals.Select(approval => approval.Name)) : null, record.Emergency == true, alias.Gaps.Contains(record.Sequence),
                    Sources(model, record, found.Records));
            }
        }

        foreach (SignedAttestation attestation in found.Records.Attestations)
        {
            AttestationRecord record = attestation.Record;
            string digest = record.ComputeDigest();
            sql.Insert(
                "attestations", "model_id, record_digest, sequence, type, version, digest, stage, time, actor, actor_source, signed, reason, ticket, outcome, hardware, execution_provider, runtime, file, file_size, file_sha256",
                model, digest, (long)record.Sequence, record.Type, record.Subject.Version, record.Subject.Digest, record.Stage, record.Time, record.Actor.Name, record.Actor.Source, attestation.Envelope is not null, record.Reason, record.Ticket,
                record.Validation?.Outcome, record.Validation?.Hardware, record.Validation?.ExecutionProvider, record.Validation?.Runtime, record.File?.Name, record.File?.Size, record.File?.Sha256);
            sql.Run("DELETE FROM attested_metrics WHERE model_id = $1 AND record_digest = $2", model, digest);
            foreach (ModelMetric metric in record.Metrics ?? [])
            {
                sql.Insert("attested_metrics", "model_id, record_digest, version, name, value, dataset, split, higher_is_better", model, digest, record.Subject.Version, metric.Name, metric.Value, metric.Dataset, metric.Split, metric.HigherIsBetter);
            }
        }

        foreach (RevocationRecord record in found.Records.Revocations)
        {
            sql.Insert(
                "revocations", "model_id, record_digest, version, digest, severity, time, actor, actor_source, signed, reason, ticket",
                model, record.ComputeDigest(), record.Subject.Version, record.Subject.Digest, record.Severity, record.Time, record.Actor.Name, record.Actor.Source, record.Envelope is not null, record.Reason, record.Ticket);
        }

        foreach (DeploymentRecord record in found.Records.Deployments)
        {
            sql.Insert(
                "deployments", "model_id, record_digest, version, digest, service, environment, image, service_commit, alias, alias_version, time, actor, actor_source",
                model, record.ComputeDigest(), record.Model.Version, record.Model.Digest, record.Service, record.Environment, record.Image, record.Commit, record.Alias, record.AliasVersion, record.Time, record.Actor.Name, record.Actor.Source);
        }
    }
}
