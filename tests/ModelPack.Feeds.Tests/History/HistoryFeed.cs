using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.History;

/// <summary>Models, aliases and records on a feed: an HTTP one, or a folder of either layout.</summary>
internal sealed class HistoryFeed : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FeedWorkspace _workspace = new();
    private readonly bool _isHierarchical;

    private HistoryFeed(HttpFeed? http, bool isHierarchical)
    {
        Http = http!;
        _isHierarchical = isHierarchical;
        if (http is null)
        {
            _workspace.FlatSource();
        }
        else
        {
            _workspace.Source("contoso", http);
        }
    }

    public HttpFeed Http { get; }

    public string Folder => _workspace.Flat;

    public string Store => _workspace["store"];

    public FeedWorkspace Workspace => _workspace;

    public static async Task<HistoryFeed> OverHttp(FeedBehaviour? behaviour = null) => new(await HttpFeed.Start(behaviour), isHierarchical: false);

    public static HistoryFeed InFolder(bool hierarchical) => new(null, hierarchical);

    public static async Task<HistoryFeed> Of(string kind) => kind switch
    {
        "http" => await OverHttp(),
        "flat" => InFolder(hierarchical: false),
        _ => InFolder(hierarchical: true),
    };

    public RemotePackages Packages(FeedOptions? options = null) => new(_workspace.Load(), options ?? FeedWorkspace.Quick);

    public HistoryReader Reader(FeedOptions? options = null) => new(Packages(options), new ManifestCache(Store));

    public LogReader LogReader() => new(Reader());

    /// <summary>Publishes a package some hours after <see cref="Start"/>.</summary>
    public void Publish(string id, string version, int hour, params IEnumerable<(string Name, byte[] Content)> files)
    {
        byte[] bytes = Bytes(id, version, files);
        if (Http is not null)
        {
            Assert.True(Http.Store.Add(bytes, Start.AddHours(hour)));
            return;
        }

        string place = _isHierarchical ? Directory.CreateDirectory(Path.Combine(Folder, id.ToLowerInvariant(), version)).FullName : Folder;
        string file = Path.Combine(place, _isHierarchical ? $"{id}.{version}.nupkg".ToLowerInvariant() : $"{id}.{version}.nupkg");
        File.WriteAllBytes(file, bytes);
        if (_isHierarchical)
        {
            File.WriteAllText(Path.Combine(place, $"{id.ToLowerInvariant()}.nuspec"), Nuspec(id, version, "modelpack"));
        }

        File.SetLastWriteTimeUtc(file, Start.AddHours(hour).UtcDateTime);
    }

    /// <summary>Publishes a payload; its content is of one letter.</summary>
    public ModelPayload Payload(char letter, int hour, int size = 1000, string prefix = "Contoso")
    {
        byte[] content = [.. Enumerable.Repeat((byte)letter, size)];
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        ModelPayload payload = new() { Id = $"{prefix}.Payload.{sha256[..32]}", Version = "1.0.0", Sha256 = sha256, Size = size };
        Publish(payload.Id, payload.Version, hour, ($"shard/{sha256}.bin", content));
        return payload;
    }

    private static byte[] Bytes(string id, string version, IEnumerable<(string Name, byte[] Content)> files)
    {
        (string Name, byte[] Content)[] all = [.. files];
        string tags = all.Any(file => file.Name == "modelpack/promotion.json") ? "modelpack-alias"
            : all.Any(file => file.Name == "modelpack/records.json") ? "modelpack-record"
            : all.Any(file => file.Name.StartsWith("shard/", StringComparison.Ordinal)) ? "modelpack-payload"
            : "modelpack";
        return TestPackage.Zip([($"{id}.nuspec", Encoding.UTF8.GetBytes(Nuspec(id, version, tags))), .. all]);
    }

    private static string Nuspec(string id, string version, string tags) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
          <metadata><id>{id}</id><version>{version}</version><authors>tests</authors><description>A package of a test.</description><tags>{tags}</tags></metadata>
        </package>
        """;

    /// <summary>Publishes a version of a model.</summary>
    public ModelManifest Model(string version, int hour, Action<ModelManifest>? change = null, string id = Remote.TestModel.Id)
    {
        ModelManifest manifest = Remote.TestModel.Manifest(version, id);
        change?.Invoke(manifest);
        manifest.Digest = ModelDigest.Compute(manifest.Files.Append(new ModelFile { Path = version, Sha256 = new string('0', 64) }));
        Publish(id, version, hour, ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));
        return manifest;
    }

    /// <summary>Publishes the next version of an alias.</summary>
    public AliasHistory Promote(ModelManifest model, AliasHistory? before, string stage, int hour, Action<PromotionRecord>? change = null, RecordKey? key = null)
    {
        PromotionRecord record = new() { Action = PromotionActions.Promote, Model = RecordSubject.Of(model), Actor = new RecordActor { Name = "Ann", Source = "git" }, Time = Start.AddHours(hour), Reason = "Better." };
        change?.Invoke(record);
        AliasHistory history = (before ?? AliasHistory.Begin(model.Id, stage)).Append((before?.Newest.Sequence ?? 0) + 1, record, key);
        Publish(history.Alias, history.Newest.AliasVersion, hour, ("modelpack/modelpack.json", model.ToUtf8Bytes()), ("modelpack/promotion.json", history.ToUtf8Bytes()));
        return history;
    }

    /// <summary>Publishes the first book of revocations.</summary>
    public void Revoke(ModelManifest model, string reason, int hour) => Publish(model.Id + ".Revocations", "1.0.0", hour, ("modelpack/records.json", RecordBooks.ToUtf8Bytes(new RecordBook<RevocationRecord>
    {
        Kind = RecordKinds.Revocations,
        Model = model.Id,
        Records = [new RevocationRecord { Sequence = 1, Subject = RecordSubject.Of(model), Actor = new RecordActor { Name = "Eve" }, Reason = reason, Time = Start.AddHours(hour) }],
    })));

    /// <summary>Publishes the first book of attestations.</summary>
    public void Attest(ModelManifest model, string type, int hour, string? reason = null, List<ModelMetric>? metrics = null) => Publish(model.Id + ".Attestations", "1.0.0", hour, ("modelpack/records.json", RecordBooks.ToUtf8Bytes(new RecordBook<AttestationRecord>
    {
        Kind = RecordKinds.Attestations,
        Model = model.Id,
        Records = [new AttestationRecord { Sequence = 1, Type = type, Subject = RecordSubject.Of(model), Actor = new RecordActor { Name = "Bob" }, Reason = reason, Metrics = metrics, Time = Start.AddHours(hour) }],
    })));

    /// <summary>Publishes the first book of deployments.</summary>
    public void Deploy(ModelManifest model, string service, int hour) => Publish(model.Id + ".Deployments", "1.0.0", hour, ("modelpack/records.json", RecordBooks.ToUtf8Bytes(new RecordBook<DeploymentRecord>
    {
        Kind = RecordKinds.Deployments,
        Model = model.Id,
        Records = [new DeploymentRecord { Sequence = 1, Model = RecordSubject.Of(model), Service = service, Environment = "eu", Image = "registry/service@sha256:1", Actor = new RecordActor { Name = "ci" }, Time = Start.AddHours(hour) }],
    })));

    public async ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        if (Http is not null)
        {
            await Http.DisposeAsync();
        }
    }
}
