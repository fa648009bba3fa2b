using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Remote;
using ModelPack.Testing.Feeds;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Remote;

public sealed class RangeTests : IDisposable
{
    private static readonly NuGetVersion s_version = new("1.0.0");

    private readonly FeedWorkspace _workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(true, true, 2)]
    [InlineData(true, false, 3)]
    [InlineData(false, false, 3)]
    public async Task AManifestIsReadHoweverTheServerAnswers(bool ranges, bool suffixes, int requests)
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        byte[] bytes = TestModel.Bytes(TestModel.Manifest("1.0.0"), 1_000_000);
        feed.Package(TestModel.Id, "1.0.0", bytes, ranges, suffixes);
        (RemotePackages packages, PackageSource source) = Packages(feed);

        using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, s_version, Token);

        Assert.Equal("1.0.0", PackageManifests.Read(content).Version);
        Assert.Equal(["Contoso.A.nuspec", "modelpack/files/model.onnx", "modelpack/files/z.bin", "modelpack/modelpack.json"], content.Entries.Order(StringComparer.Ordinal));
        Assert.Equal(requests, feed.Requests.Count(request => request.Contains(".nupkg", StringComparison.Ordinal)));
        if (ranges)
        {
            Assert.True(feed.Sent < (suffixes ? 40_000 : 2_200_000));
        }
    }

    [Fact]
    public async Task AServerThatSendsNoPartsIsAskedForPartsOnce()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package(TestModel.Id, "1.0.0", TestModel.Bytes(TestModel.Manifest("1.0.0")), ranges: false);
        feed.Package(TestModel.Id, "1.1.0", TestModel.Bytes(TestModel.Manifest("1.1.0")), ranges: false);
        (RemotePackages packages, PackageSource source) = Packages(feed);

        foreach (string version in new[] { "1.0.0", "1.1.0" })
        {
            using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, new NuGetVersion(version), Token);
            Assert.Equal(version, PackageManifests.Read(content).Version);
        }

        Assert.Single(feed.Requests, request => request.EndsWith("1.1.0.nupkg", StringComparison.Ordinal));
        Assert.Equal(2, feed.Requests.Count(request => request.Contains("bytes=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task NamesAreReadAsOfPackagesOnDisk()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package("Contoso.A", "1.0.0", TestPackage.Bytes("Contoso.A", "1.0.0", ("[content_types].XML", [1]), ("_RELS/.rels", [1]), ("modelpack\\a%20b.txt", [2])));
        (RemotePackages packages, PackageSource source) = Packages(feed);

        using IPackageContent content = await packages.OpenAsync(source, "Contoso.A", s_version, Token);

        Assert.Equal(["Contoso.A.nuspec", "modelpack/a b.txt"], content.Entries.Order(StringComparer.Ordinal));
        Assert.Equal([2], PackageManifests.ReadBytes(content, "modelpack/a b.txt", long.MaxValue));
    }

    [Fact]
    public async Task EveryFileOfAPackageIsReadAsItIs()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        ModelManifest manifest = TestModel.Manifest("1.0.0");
        feed.Package(TestModel.Id, "1.0.0", TestModel.Bytes(manifest, 9_000_000));
        feed.Package(TestModel.Id, "2.0.0", TestModel.Deflated(manifest, new string('c', 60_000)));
        (RemotePackages packages, PackageSource source) = Packages(feed);

        using IPackageContent stored = await packages.OpenAsync(source, TestModel.Id, s_version, Token);
        using IPackageContent deflated = await packages.OpenAsync(source, TestModel.Id, new NuGetVersion("2.0.0"), Token);

        foreach ((string name, byte[] content) in TestModel.Files(manifest, 9_000_000))
        {
            Assert.Equal(content, PackageManifests.ReadBytes(stored, name, long.MaxValue));
        }

        foreach ((string name, byte[] content) in TestModel.Files(manifest, 200_000))
        {
            Assert.Equal(content, PackageManifests.ReadBytes(deflated, name, long.MaxValue));
        }
    }

    [Fact]
    public async Task AnArchiveWithTheRecordsOfLargeOnesIsRead()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package(TestModel.Id, "1.0.0", Large(TestModel.Bytes(TestModel.Manifest("1.0.0"))));
        (RemotePackages packages, PackageSource source) = Packages(feed);

        using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, s_version, Token);

        Assert.Equal("1.0.0", PackageManifests.Read(content).Version);
    }

    [Fact]
    public async Task ThePackageCacheIsReadBeforeTheFeed()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package(TestModel.Id, "1.0.0", TestModel.Bytes(TestModel.Manifest("1.0.0")));
        (RemotePackages packages, PackageSource source) = Packages(feed);
        await _workspace.Locator().FetchAsync(TestModel.Id, s_version, Token);
        int asked = feed.Requests.Count;

        using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, s_version, Token);

        Assert.Equal("1.0.0", PackageManifests.Read(content).Version);
        Assert.Equal(asked, feed.Requests.Count);
    }

    [Fact]
    public async Task WhatAFeedHasNotIsTold()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Json("/content/contoso.a/index.json", """{ "versions": [ "1.1.0" ] }""");
        (RemotePackages packages, PackageSource source) = Packages(feed);

        Problem version = await FeedWorkspace.Problem(() => packages.OpenAsync(source, TestModel.Id, s_version, Token));
        Problem id = await FeedWorkspace.Problem(() => packages.OpenAsync(source, "Contoso.B", s_version, Token));

        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, version.Code);
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, id.Code);
    }

    [Theory]
    [InlineData("bytes 5-9/1000", 5, FeedDiagnosticCodes.WrongRange)]
    [InlineData("bytes 0-99/100", 50, FeedDiagnosticCodes.Unreachable)]
    [InlineData("bytes 0-99/100", 200, FeedDiagnosticCodes.WrongRange)]
    [InlineData("bytes 0-99/*", 100, FeedDiagnosticCodes.WrongRange)]
    [InlineData("bytes 9-5/100", 100, FeedDiagnosticCodes.WrongRange)]
    [InlineData("lines 0-99/100", 100, FeedDiagnosticCodes.WrongRange)]
    [InlineData("", 100, FeedDiagnosticCodes.WrongRange)]
    [InlineData("bytes 9223372036854759423-9223372036854775806/9223372036854775807", 100, FeedDiagnosticCodes.DamagedPackage)]
    [InlineData("bytes 0-99/100", 100, FeedDiagnosticCodes.DamagedPackage)]
    public async Task AnAnswerThatIsNotThePartIsRefused(string range, int sent, string code)
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.On(ScriptedFeed.PackagePath(TestModel.Id, "1.0.0"), async context =>
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = range;
            await context.Response.Body.WriteAsync(new byte[sent], Token);
        });
        (RemotePackages packages, PackageSource source) = Packages(feed);

        Problem problem = await FeedWorkspace.Problem(() => packages.OpenAsync(source, TestModel.Id, s_version, Token));

        Assert.Equal(code, problem.Code);
        Assert.NotEqual(FeedProblemKind.None, FeedProblemKinds.Of(problem));
    }

    [Fact]
    public async Task AFileThatChangesBetweenTwoPartsIsRefused()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        byte[] bytes = TestModel.Bytes(TestModel.Manifest("1.0.0"), 100_000);
        feed.Package("Contoso.Served", "1.0.0", bytes);
        int state = 0;
        feed.On(ScriptedFeed.PackagePath(TestModel.Id, "1.0.0"), async context =>
        {
            string[] ends = context.Request.Headers.Range.ToString()["bytes=".Length..].Split('-');
            int from = ends[0].Length == 0 ? bytes.Length - int.Parse(ends[1], null) : int.Parse(ends[0], null);
            int to = ends[0].Length == 0 ? bytes.Length - 1 : int.Parse(ends[1], null);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ETag = $"\"{state++}\"";
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{bytes.Length}";
            await context.Response.Body.WriteAsync(bytes.AsMemory(from, to - from + 1), Token);
        });
        (RemotePackages packages, PackageSource source) = Packages(feed);

        Problem problem = await FeedWorkspace.Problem(() => packages.OpenAsync(source, TestModel.Id, s_version, Token));

        Assert.Equal(FeedDiagnosticCodes.PackageChanged, problem.Code);
    }

    public static TheoryData<string, Func<byte[], byte[]>> DamagedArchives => new()
    {
        { "the directory lies behind the end", bytes => Edit(bytes, End(bytes) + 16, bytes.Length) },
        { "the directory is longer than the archive", bytes => Edit(bytes, End(bytes) + 12, int.MaxValue) },
        { "there are other entries than the end says", bytes => EditShort(bytes, End(bytes) + 10, 9) },
        { "an entry begins in the directory", bytes => Edit(bytes, Manifest(bytes) + 42, End(bytes)) },
        { "an entry is as long as the archive", bytes => Edit(Edit(bytes, Manifest(bytes) + 20, bytes.Length), Manifest(bytes) + 24, bytes.Length) },
        { "an entry's header is elsewhere", bytes => Edit(bytes, Manifest(bytes) + 42, 1) },
        { "an entry is another one", bytes => Edit(bytes, Manifest(bytes) + 42, 0) },
        { "an entry has another checksum", bytes => Edit(bytes, Manifest(bytes) + 16, 77) },
        { "an entry is encrypted", bytes => EditShort(bytes, Manifest(bytes) + 8, 1) },
        { "an entry is packed otherwise", bytes => EditShort(bytes, Manifest(bytes) + 10, 12) },
        { "there is no nuspec", _ => TestPackage.Zip(("modelpack/modelpack.json", "{}"u8.ToArray())) },
        { "an entry leads out", _ => TestPackage.Zip(("a.nuspec", []), ("modelpack/..%2f..%2fx", [])) },
        { "an entry is there twice", _ => TestPackage.Zip(("a.nuspec", []), ("modelpack/%61", []), ("modelpack/a", [])) },
        { "it is no archive", _ => TestModel.Noise(50_000) },
    };

    [Theory]
    [MemberData(nameof(DamagedArchives))]
    public async Task ADamagedArchiveIsRefused(string what, Func<byte[], byte[]> damage)
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package(TestModel.Id, "1.0.0", damage(TestModel.Bytes(TestModel.Manifest("1.0.0"), 20_000)));
        (RemotePackages packages, PackageSource source) = Packages(feed);

        Problem problem = await FeedWorkspace.Problem(async () =>
        {
            using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, s_version, Token);
            _ = PackageManifests.Read(content);
        });

        Assert.True(problem.Code == FeedDiagnosticCodes.DamagedPackage, $"{what}: {problem}");
    }

    [Fact]
    public async Task AManifestThatUnpacksToMoreThanItSaysIsRefused()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        ModelManifest manifest = TestModel.Manifest("1.0.0");
        manifest.Description = new string('a', 5_000_000);
        byte[] bytes = TestModel.Deflated(manifest);
        feed.Package(TestModel.Id, "1.0.0", Edit(bytes, Manifest(bytes) + 24, 1000));
        (RemotePackages packages, PackageSource source) = Packages(feed);

        Problem problem = await FeedWorkspace.Problem(async () =>
        {
            using IPackageContent content = await packages.OpenAsync(source, TestModel.Id, s_version, Token);
            _ = PackageManifests.Read(content);
        });

        Assert.Equal(FeedDiagnosticCodes.DamagedPackage, problem.Code);
        Assert.Contains("more than the 1000 bytes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWholePackageIsBounded()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Package(TestModel.Id, "1.0.0", TestModel.Bytes(TestModel.Manifest("1.0.0"), 500_000), ranges: false);
        (RemotePackages packages, PackageSource source) = Packages(feed, new FeedOptions { MaximumPackageSize = 400_000 });

        Problem problem = await FeedWorkspace.Problem(() => packages.OpenAsync(source, TestModel.Id, s_version, Token));

        Assert.Equal(FeedDiagnosticCodes.DamagedPackage, problem.Code);
    }

    private (RemotePackages Packages, PackageSource Source) Packages(ScriptedFeed feed, FeedOptions? options = null)
    {
        _workspace.Source("scripted", feed.Index.ToString(), """protocolVersion="3" allowInsecureConnections="true" """);
        FeedContext context = _workspace.Load();
        return (new RemotePackages(context, options ?? FeedWorkspace.Quick), context.Sources.Single());
    }

    private static int End(byte[] bytes) => bytes.AsSpan().LastIndexOf("PK\x05\x06"u8);

    /// <summary>Where the manifest's record in the directory begins.</summary>
    private static int Manifest(byte[] bytes) => bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes("modelpack/modelpack.json")) - 46;

    private static byte[] Edit(byte[] bytes, int at, int value)
    {
        byte[] edited = [.. bytes];
        BinaryPrimitives.WriteInt32LittleEndian(edited.AsSpan(at), value);
        return edited;
    }

    private static byte[] EditShort(byte[] bytes, int at, short value)
    {
        byte[] edited = [.. bytes];
        BinaryPrimitives.WriteInt16LittleEndian(edited.AsSpan(at), value);
        return edited;
    }

    /// <summary>The same archive with the end of a large one.</summary>
    private static byte[] Large(byte[] bytes)
    {
        int end = End(bytes);
        byte[] record = new byte[56 + 20];
        "PK\x06\x06"u8.CopyTo(record);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(24), bytes[end + 10]);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), bytes[end + 10]);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(end + 12)));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(end + 16)));
        "PK\x06\x07"u8.CopyTo(record.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(64), end);
        byte[] last = Edit(Edit(bytes[end..], 12, -1), 16, -1);
        return [.. bytes[..end], .. record, .. EditShort(EditShort(last, 8, -1), 10, -1)];
    }
}
