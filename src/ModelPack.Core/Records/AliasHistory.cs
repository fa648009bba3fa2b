using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>
/// <c>modelpack/promotion.json</c> of an alias package: every promotion of the alias, from the first to the one that the package was made for. Each names the one
/// before by its digest, so that the newest alone proves all.
/// </summary>
public sealed class AliasHistory
{
    /// <summary>Where it is in an alias package.</summary>
    public const string Entry = "modelpack/promotion.json";

    /// <summary>The version of the format that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The identifier of the JSON Schema of this file.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; } = "https://modelpack.net/schema/promotion-1.json";

    /// <summary>The version of the format; readers refuse a higher one.</summary>
    public int SchemaVersion { get; set; } = CurrentSchemaVersion;

    /// <summary>The package id of the alias.</summary>
    public string Alias { get; set; } = "";

    /// <summary>The stage, e.g. <c>Production</c>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The package id of the model.</summary>
    public string Model { get; set; } = "";

    /// <summary>The promotions, the oldest first.</summary>
    public List<PromotionRecord> Records { get; set; } = [];

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The promotion that says what the alias serves.</summary>
    [JsonIgnore]
    public PromotionRecord Newest => Records[^1];

    /// <summary>Begins the history of an alias that has no version yet.</summary>
    /// <param name="model">The package id of the model.</param>
    /// <param name="stage">The stage.</param>
    public static AliasHistory Begin(string model, string stage) => new() { Alias = RecordPackages.Alias(model, stage), Stage = stage, Model = model };

    /// <summary>Reads and checks a history.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">How messages name it.</param>
    /// <exception cref="ModelPackException">It cannot be read (MP5060), or it contradicts itself (MP5061).</exception>
    public static AliasHistory Load(Stream stream, string name)
    {
        AliasHistory history = RecordJson.Read(stream, name, RecordJsonContext.Default.AliasHistory);
        RecordFormat.RequireKnown(name, history.SchemaVersion, CurrentSchemaVersion);
        if (history.Alias.Length == 0 || history.Model.Length == 0 || history.Stage.Length == 0)
        {
            throw RecordProblems.BadRecord(name, "is no history of an alias: it lacks 'alias', 'stage' or 'model'. Publish it again, or take an older version of its package.");
        }

        history.Verify(name);
        history.Records.ForEach(record => RecordedVersion.Require(name, record.Sequence, record.Model));
        return history;
    }

    /// <summary>Checks the history by itself.</summary>
    /// <param name="name">How messages name it.</param>
    /// <exception cref="ModelPackException">It contradicts itself (MP5061).</exception>
    public void Verify(string name)
    {
        if (Records.Contains(null!))
        {
            throw RecordProblems.BadRecord(name, "has a record that is null. Publish it again, or take an older version of its package.");
        }

        RecordChain.Verify(name, Records);
        if (!Alias.Equals(RecordPackages.Alias(Model, Stage), StringComparison.OrdinalIgnoreCase))
        {
            throw RecordProblems.BadHistory(name, $"is of the alias '{Alias}', which is not the stage '{Stage}' of '{Model}'");
        }

        PromotionRecord? before = null;
        foreach (PromotionRecord record in Records)
        {
            if (!record.Alias.Equals(Alias, StringComparison.OrdinalIgnoreCase) || !record.Model.Id.Equals(Model, StringComparison.OrdinalIgnoreCase))
            {
                throw RecordProblems.BadHistory(name, $"has a record {record.Sequence} of another alias or model ('{record.Alias}', '{record.Model.Id}')");
            }

            if (record.Replaced?.Sequence != before?.Sequence || record.Replaced?.Version != before?.Model.Version || record.Replaced?.Digest != before?.Model.Digest)
            {
                throw RecordProblems.BadHistory(name, $"contradicts itself: record {record.Sequence} replaced another version than the alias served before");
            }

            before = record;
        }
    }

    /// <summary>Checks that this history goes on where an older state of it ended.</summary>
    /// <param name="name">How messages name this one.</param>
    /// <param name="older">The older one.</param>
    /// <param name="olderName">How messages name the older one.</param>
    /// <exception cref="ModelPackException">It has other records than it had (MP5061).</exception>
    public void VerifyContinues(string name, AliasHistory older, string olderName) => RecordChain.VerifyContinues(name, Records, olderName, older.Records);

    /// <summary>Whether this history has all that another has, unchanged.</summary>
    /// <param name="other">The other.</param>
    public bool Continues(AliasHistory other)
    {
        PromotionRecord newest = other.Newest;
        return Records.Find(record => record.Sequence == newest.Sequence) is { } same && same.ComputeDigest() == newest.ComputeDigest();
    }

    /// <summary>Holds the history against the versions that the feed has of the alias.</summary>
    /// <param name="name">How messages name it.</param>
    /// <param name="versions">The numbers of the versions.</param>
    /// <returns>The numbers of records whose versions the feed has not got any more: by retention, for the history still proves them.</returns>
    /// <exception cref="ModelPackException">The feed has a version that the history does not know (MP5061).</exception>
    public IReadOnlyList<int> FindGaps(string name, IReadOnlyCollection<int> versions)
    {
        HashSet<int> known = [.. Records.Select(record => record.Sequence)];
        int foreign = versions.Where(version => version < Newest.Sequence && !known.Contains(version)).DefaultIfEmpty(0).Max();
        return foreign > 0
            ? throw RecordProblems.BadHistory(name, $"does not know version {RecordPackages.VersionOf(foreign)} of '{Alias}', which the feed has")
            : [.. known.Except(versions).Order()];
    }

    /// <summary>Makes the history with one more promotion; this one stays as it is.</summary>
    /// <param name="sequence">The number of the new version of the alias.</param>
    /// <param name="record">The promotion; what it replaces and what comes before it is filled in.</param>
    /// <param name="key">Signs it, where given.</param>
    /// <param name="skippedByCache">Numbers that only the package cache of the machine kept from being used.</param>
    /// <exception cref="ModelPackException">It has as many as are read (MP5086).</exception>
    public AliasHistory Append(int sequence, PromotionRecord record, RecordKey? key = null, IReadOnlyList<int>? skippedByCache = null)
    {
        PromotionRecord? before = Records.Count == 0 ? null : Newest;
        record.Sequence = sequence;
        record.Alias = Alias;
        record.Replaced = before is null ? null : new ReplacedVersion { Sequence = before.Sequence, Version = before.Model.Version, Digest = before.Model.Digest };
        record.Skipped = RecordFormat.Between(before?.Sequence ?? 0, sequence);
        record.SkippedByCache = skippedByCache is { Count: > 0 } ? [.. skippedByCache] : null;
        record.Previous = before?.ComputeDigest();
        record.Signatures = null;
        if (key is not null)
        {
            record.Sign(key);
        }

        RecordChain.RequireRoom(Alias, Records.Count);
        AliasHistory longer = new() { Schema = Schema, SchemaVersion = SchemaVersion, Alias = Alias, Stage = Stage, Model = Model, Records = [.. Records, record], Extensions = Extensions };
        longer.Verify(Alias);
        return longer;
    }

    /// <summary>The file. Equal histories give equal bytes.</summary>
    /// <exception cref="ModelPackException">It is larger than what is read (MP5086).</exception>
    public byte[] ToUtf8Bytes() => RecordJson.WriteFile(this, Alias, RecordJsonContext.Default.AliasHistory);
}
