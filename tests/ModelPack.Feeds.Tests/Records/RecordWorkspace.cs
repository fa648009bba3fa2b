using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Revocations;
using ModelPack.Feeds.Tests.Pushing;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Records;

/// <summary>A source of one kind with models to promote.</summary>
internal sealed class RecordWorkspace : IAsyncDisposable
{
    public const string Model = "Contoso.Sentiment";

    public const string Alias = Model + ".Production";

    private RecordWorkspace(HttpFeed? feed, string kind)
    {
        Http = feed;
        IsHierarchical = kind == "hierarchical";
        if (feed is null)
        {
            Directory.CreateDirectory(Workspace["source"]);
            Workspace.Source("source", Workspace["source"]);
            if (IsHierarchical)
            {
                // The layout of a folder feed is that of what is in it.
                TestPackage.WriteHierarchical(Workspace["source"], "Contoso.Other", "1.0.0");
            }
        }
        else
        {
            Workspace.Source("source", feed);
        }
    }

    /// <summary>The kinds of sources.</summary>
    public static TheoryData<string> Kinds => ["flat", "hierarchical", "http"];

    public FeedWorkspace Workspace { get; } = new();

    public HttpFeed? Http { get; }

    public List<Problem> Warnings { get; } = [];

    private bool IsHierarchical { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RecordWorkspace> Create(string kind = "flat") => new(kind == "http" ? await HttpFeed.Start() : null, kind);

    /// <summary>Opens the source anew, as each command does.</summary>
    public RecordFeeds Feeds(string? recordsSource = null, TimeProvider? clock = null, TimeSpan? confirm = null)
    {
        PushOptions quick = PushWorkspace.Quick;
        PushOptions options = new()
        {
            Feed = new FeedOptions { RetryDelay = quick.Feed.RetryDelay, Warn = Warnings.Add },
            ApiKey = quick.ApiKey,
            ConfirmDelay = quick.ConfirmDelay,
            ConfirmTimeout = confirm ?? TimeSpan.FromSeconds(2),
        };
        return new RecordFeeds(Workspace.Load(), "source", recordsSource, options) { Clock = clock ?? TimeProvider.System };
    }

    /// <summary>Publishes a version of the model.</summary>
    public ModelManifest Publish(string version, Action<ModelManifest>? change = null, string id = Model, string content = "weights of ", string nuspecMore = "")
    {
        (ModelManifest manifest, byte[] package) = Package(version, change, id, content, nuspecMore);
        if (Http is not null)
        {
            Assert.True(Http.Store.Add(package));
        }
        else if (IsHierarchical)
        {
            string place = Directory.CreateDirectory(Workspace[$"source/{id.ToLowerInvariant()}/{version}"]).FullName;
            string file = Path.Combine(place, $"{id.ToLowerInvariant()}.{version}.nupkg");
            File.WriteAllBytes(file, package);
            File.WriteAllText(file + ".sha512", Convert.ToBase64String(SHA512.HashData(package)));
            File.WriteAllText(Path.Combine(place, $"{id.ToLowerInvariant()}.nuspec"), Nuspec(id, version, nuspecMore));
        }
        else
        {
            File.WriteAllBytes(Workspace[$"source/{id}.{version}.nupkg"], package);
        }

        return manifest;
    }

    /// <summary>Makes a package of a version of the model.</summary>
    public static (ModelManifest Manifest, byte[] Package) Package(string version, Action<ModelManifest>? change = null, string id = Model, string content = "weights of ", string nuspecMore = "")
    {
        byte[] weights = Encoding.UTF8.GetBytes(content + version);
        ModelManifest manifest = new()
        {
            Id = id,
            Version = version,
            Files = [new ModelFile { Path = "model.onnx", Role = ModelFileRoles.Weights, Size = weights.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(weights)), Materialize = true }],
        };
        manifest.Digest = ModelDigest.Compute(manifest.Files);
        change?.Invoke(manifest);
        return (manifest, TestPackage.Zip(
            ($"{id}.nuspec", Encoding.UTF8.GetBytes(Nuspec(id, version, nuspecMore))),
            ("modelpack/modelpack.json", manifest.ToUtf8Bytes()),
            ("modelpack/files/model.onnx", weights),
            ("modelpack/sbom.cdx.json", Encoding.UTF8.GetBytes($"{{ \"bom\": \"{version}\" }}")),
            ($"buildTransitive/net10.0/{id}.props", "<Project />"u8.ToArray()),
            ("README.md", Encoding.UTF8.GetBytes($"# {id} {version}"))));
    }

    /// <summary>Deletes a version from the source, as retention does.</summary>
    public void Delete(string id, string version)
    {
        if (Http is not null)
        {
            Assert.True(Http.Store.Delete(id, version));
        }
        else if (IsHierarchical)
        {
            Directory.Delete(Workspace[$"source/{id.ToLowerInvariant()}/{version}"], recursive: true);
        }
        else
        {
            File.Delete(Workspace[$"source/{id}.{version}.nupkg"]);
        }
    }

    public static PromotionRequest Request(string version, string stage = "Production", string actor = "carol", PolicyFile? policy = null) => new()
    {
        Model = Model,
        Version = NuGetVersion.Parse(version),
        Stage = stage,
        Actor = new RecordActor { Name = actor, Source = "--actor" },
        Reason = "better",
        Policy = policy,
    };

    public Task<PromotionResult> Promote(string version, string stage = "Production", string actor = "carol", PolicyFile? policy = null) =>
        new Promoter(Feeds()).PromoteAsync(Request(version, stage, actor, policy), Token);

    public Task<AttestationResult> Attest(string type, string version, string actor, string? stage = null, RecordKey? key = null, string? reason = "seen") =>
        new Attester(Feeds()).AttestAsync(
            new AttestationRequest { Model = Model, Version = NuGetVersion.Parse(version), Type = type, Actor = new RecordActor { Name = actor }, Stage = stage, Key = key, Reason = reason },
            Token);

    public Task<RevocationResult> Revoke(string version, string reason = "leaks names", bool unseen = false, string severity = RevocationSeverities.High) =>
        new Revoker(Feeds()).RevokeAsync(new RevocationRequest { Model = Model, Version = NuGetVersion.Parse(version), Reason = reason, Severity = severity, Unseen = unseen, Actor = new RecordActor { Name = "carol" } }, Token);

    public async Task<AliasHistory> History(string stage = "Production") => (await Feeds().Reader.ReadAliasAsync(Model, stage, Token))!;

    /// <summary>Writes a policy file, and reads it.</summary>
    public PolicyFile Policy(string json)
    {
        File.WriteAllText(Workspace[ReleasePolicy.FileName], json);
        return PolicyFile.Load(Workspace.Root)!;
    }

    /// <summary>The bytes of a package as the source has it.</summary>
    public byte[] Bytes(string id, string version) => File.ReadAllBytes(
        Http is not null ? Http.Store.Find(id, version)!.Path
        : IsHierarchical ? Workspace[$"source/{id.ToLowerInvariant()}/{version}/{id.ToLowerInvariant()}.{version}.nupkg"]
        : Workspace[$"source/{id}.{version}.nupkg"]);

    /// <summary>Changes a package in place, as a broken disk or somebody with access to a folder does.</summary>
    public void Overwrite(string id, string version, Func<byte[], byte[]> change)
    {
        string file = IsHierarchical ? Workspace[$"source/{id.ToLowerInvariant()}/{version}/{id.ToLowerInvariant()}.{version}.nupkg"] : Workspace[$"source/{id}.{version}.nupkg"];
        File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
    }

    public async ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        if (Http is not null)
        {
            await Http.DisposeAsync();
        }
    }

    private static string Nuspec(string id, string version, string more) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
          <metadata>
            <id>{id}</id>
            <version>{version}</version>
            <authors>Contoso</authors>
            <description>Tells moods.</description>
            <readme>README.md</readme>
            <license type="expression">MIT</license>
            <tags>modelpack sentiment</tags>
            <packageTypes><packageType name="Dependency" /><packageType name="Model" /></packageTypes>
            <dependencies>
              <group targetFramework="net10.0">
                <dependency id="ModelPack.Runtime" version="0.1.0" exclude="Build,Analyzers" />
              </group>
            </dependencies>{more}
          </metadata>
        </package>
        """;
}
