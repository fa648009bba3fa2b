using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using NuGet.Packaging;

namespace ModelPack.Feeds.Tests.Records;

public sealed class AliasPackageTests
{
    [Fact]
    public async Task AnAliasHasEverythingOfTheModelByteForByteAndItsHistory()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Promote("1.0.0");

        using ZipArchive model = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Model, "1.0.0")));
        using ZipArchive alias = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Alias, "1.0.0")));

        string[] own = [.. Names(model).Where(name => name.StartsWith("modelpack/", StringComparison.Ordinal))];
        Assert.Equal([.. own, AliasHistory.Entry], Names(alias).Where(name => name.StartsWith("modelpack/", StringComparison.Ordinal)), new Unordered());
        Assert.All(own, name => Assert.Equal(Bytes(model, name), Bytes(alias, name)));
        Assert.Equal("# Contoso.Sentiment 1.0.0", Encoding.UTF8.GetString(Bytes(alias, "README.md")));
        Assert.Equal([], Bytes(alias, "lib/net10.0/_._"));
        Assert.DoesNotContain("buildTransitive/net10.0/Contoso.Sentiment.props", Names(alias));
        Assert.All(alias.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public async Task TheClientReadsTheNuspecOfAnAlias()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0", nuspecMore: "<repository type=\"git\" url=\"https://example.com/r\" /><releaseNotes>old</releaseNotes>");
        await workspace.Promote("1.0.0");

        using PackageArchiveReader reader = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Alias, "1.0.0")));

        Assert.Equal((RecordWorkspace.Alias, "1.0.0"), (reader.NuspecReader.GetId(), reader.NuspecReader.GetVersion().ToNormalizedString()));
        Assert.Equal("modelpack-alias sentiment", reader.NuspecReader.GetTags());
        Assert.Equal("README.md", reader.NuspecReader.GetReadme());
        Assert.Equal("MIT", reader.NuspecReader.GetLicenseMetadata()!.License);
        Assert.Equal("https://example.com/r", reader.NuspecReader.GetRepositoryMetadata()!.Url);
        Assert.Equal("", reader.NuspecReader.GetReleaseNotes() ?? "");
        Assert.Equal(["Dependency"], reader.NuspecReader.GetPackageTypes().Select(type => type.Name));
        PackageDependencyGroup group = Assert.Single(reader.GetPackageDependencies());
        Assert.Equal(("ModelPack.Runtime", "net10.0"), (Assert.Single(group.Packages).Id, group.TargetFramework.GetShortFolderName()));
        Assert.Equal(["net10.0"], reader.GetLibItems().Select(items => items.TargetFramework.GetShortFolderName()));
    }

    [Fact]
    public async Task ThePropsDeclareTheModelUnderTheNameOfTheAlias()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        ModelManifest manifest = workspace.Publish("1.0.0");
        await workspace.Promote("1.0.0");

        using ZipArchive alias = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Alias, "1.0.0")));
        XElement item = XDocument.Parse(Encoding.UTF8.GetString(Bytes(alias, $"buildTransitive/net10.0/{RecordWorkspace.Alias}.props"))).Descendants("ModelPackPackage").Single();

        string Value(string name) => item.Attribute(name)!.Value;
        Assert.Equal((RecordWorkspace.Alias, RecordWorkspace.Alias), (Value("Include"), Value("ModelPackSlot")));
        Assert.Equal((RecordWorkspace.Model, "1.0.0", "1.0.0", "Production"), (Value("ModelPackAliasOf"), Value("ModelPackVersion"), Value("ModelPackAliasVersion"), Value("ModelPackStage")));
        Assert.Equal((manifest.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes(alias, "modelpack/modelpack.json")))), (Value("ModelPackDigest"), Value("ModelPackManifestSha256")));
    }

    [Fact]
    public async Task EqualPromotionsHaveEqualBytes()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        (ModelManifest manifest, byte[] package) = RecordWorkspace.Package("1.0.0");

        Assert.Equal(Write(), Write());

        byte[] Write()
        {
            using NupkgContent content = new(new MemoryStream(package), "model");
            PromotionRecord record = new() { Action = PromotionActions.Promote, Model = RecordSubject.Of(manifest), Actor = new RecordActor { Name = "carol" }, Time = DateTimeOffset.UnixEpoch };
            using MemoryStream stream = new();
            ModelPack.Feeds.Records.AliasPackageWriter.Write(stream, content, AliasHistory.Begin(RecordWorkspace.Model, "Production").Append(1, record));
            return stream.ToArray();
        }
    }

    [Fact]
    public async Task APackageThatOnlyHasTheIdOfAnAliasIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("3.0.0", id: RecordWorkspace.Alias);

        Assert.Equal(FeedDiagnosticCodes.NotAnAlias, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"))).Code);
    }

    [Fact]
    public void AFileThatLeadsOutOfThePackageIsNotTakenAlong()
    {
        (ModelManifest manifest, byte[] package) = RecordWorkspace.Package("1.0.0");
        using MemoryStream bytes = new();
        bytes.Write(package);
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.CreateEntry("modelpack/../../evil.props");
        }

        PromotionRecord record = new() { Action = PromotionActions.Promote, Model = RecordSubject.Of(manifest), Actor = new RecordActor { Name = "carol" } };
        AliasHistory history = AliasHistory.Begin(RecordWorkspace.Model, "Production").Append(1, record);

        Assert.Equal("MP4021", Assert.Throws<ModelPack.Core.Diagnostics.ModelPackException>(() => Write(bytes, history)).Problem.Code);

        static void Write(Stream package, AliasHistory history)
        {
            using NupkgContent content = new(package, "model");
            ModelPack.Feeds.Records.AliasPackageWriter.Write(Stream.Null, content, history);
        }
    }

    [Fact]
    public async Task AnAliasIsNoModelToPromote()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Promote("1.0.0");

        PromotionRequest request = RecordWorkspace.Request("1.0.0") with { Model = RecordWorkspace.Alias };

        ModelPack.Core.Diagnostics.Problem problem = await FeedWorkspace.Problem(() => new Promoter(workspace.Feeds()).PromoteAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(FeedDiagnosticCodes.IsAnAlias, problem.Code);
        Assert.Contains("Name the model instead: Contoso.Sentiment.", problem.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(ZipArchive archive) => archive.Entries.Select(entry => entry.FullName);

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using Stream stream = archive.GetEntry(name)!.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Unordered : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.Order(StringComparer.Ordinal).SequenceEqual(y!.Order(StringComparer.Ordinal));

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
