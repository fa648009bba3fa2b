using ModelPack.Testing.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;
using ModelPack.Tool.Commands.Catalog;

namespace ModelPack.Tool.Tests.Gc;

/// <summary>The commands that read feeds, from the command line to their files and exit codes.</summary>
public sealed class GcCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public GcCommandTests() => _folder.Write("nuget.config", """<configuration><config><add key="globalPackagesFolder" value="packages" /></config><packageSources><clear /><add key="contoso" value="feed" /></packageSources></configuration>""");

    private string Config => _folder["nuget.config"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GcChangesNothingUntilItIsTold()
    {
        (byte[] package, ModelPayload payload) = TestPackage.Payload([1, 2, 3]);
        string file = Path.Combine(Directory.CreateDirectory(_folder["feed"]).FullName, $"{payload.Id}.1.0.0.nupkg");
        await File.WriteAllBytesAsync(file, package, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Done, await Run("gc", "--source", "contoso", "--min-age", "0", "--script", _folder["gc.sh"]));
        Assert.True(File.Exists(file));
        Assert.Contains(file, await File.ReadAllTextAsync(_folder["gc.sh"], TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, await Run("gc", "--source", "contoso", "--delete"));
        Assert.True(File.Exists(file));

        Assert.Equal(ExitCodes.Done, await Run("gc", "--source", "contoso", "--min-age", "0", "--delete"));
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFeedWhosePathLooksLikeAPackagesFolderIsNotDeleted(bool script)
    {
        Assert.SkipWhen(script && OperatingSystem.IsWindows(), "It has no such shell.");
        ModelManifest manifest = new() { Id = "Acme.Big", Version = "1.1.0-beta.1", Digest = ModelDigest.Compute([]) };
        string feed = _folder["srv/Acme.Big/1.1.0-beta.1"];
        string package = TestPackage.WriteFlat(feed, "Acme.Big", "1.1.0-beta.1", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));
        TestPackage.WriteFlat(feed, "Contoso.Code", "1.0.0", ("lib/net10.0/a.dll", [1]));
        _folder.Write("srv/Acme.Big/1.1.0-beta.1/notes.txt", "mine");
        string[] what = script ? ["--script", _folder["gc.sh"]] : ["--delete"];

        Assert.Equal(ExitCodes.Done, await Run(["gc", "--source", feed, "--keep-prereleases", "0", "--min-age", "0", .. what]));
        if (script)
        {
            using System.Diagnostics.Process shell = System.Diagnostics.Process.Start("/bin/sh", [_folder["gc.sh"]]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, shell.ExitCode);
        }

        Assert.False(File.Exists(package));
        Assert.Equal(["Contoso.Code.1.0.0.nupkg", "notes.txt"], Directory.EnumerateFileSystemEntries(feed).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AFileThatIsNoScriptOfGcIsNotReplaced()
    {
        Directory.CreateDirectory(_folder["feed"]);
        string other = _folder.Write("deploy.sh", "#!/bin/sh\nset -eu\necho mine\n");

        Assert.Equal(ExitCodes.Usage, await Run("gc", "--source", "contoso", "--script", other));
        foreach (string script in new[] { _folder["gc.sh"], _folder["gc.ps1"] })
        {
            Assert.Equal(ExitCodes.Done, await Run("gc", "--source", "contoso", "--script", script));
            Assert.Equal(ExitCodes.Done, await Run("gc", "--source", "contoso", "--script", script));
        }

        Assert.Equal("#!/bin/sh\nset -eu\necho mine\n", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        // Windows PowerShell takes a file without a mark for one of another encoding.
        Assert.True((await File.ReadAllBytesAsync(_folder["gc.ps1"], TestContext.Current.CancellationToken)).AsSpan().StartsWith("\uFEFF"u8));
    }

    [Theory]
    [InlineData("log X -s nosuch 2>&-")]
    [InlineData("versions 2>&-")]
    [InlineData("log X -s nosuch --json >&-")]
    [InlineData("log X -s nosuch >&- 2>&-")]
    public async Task WithoutAnybodyToTellTheExitCodeStillTells(string arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such shell.");
        using System.Diagnostics.Process tool = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"dotnet \"$0\" {arguments}", typeof(ModelPackCommands).Assembly.Location]);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Usage, tool.ExitCode);
    }

    [Fact]
    public void ATimeoutIsNotNegative()
    {
        Assert.Contains("--timeout takes", ModelPackCommands.Create().Parse(["push", "a.nupkg", "--timeout", "-1"]).Errors.Single().Message, StringComparison.Ordinal);
        Assert.Empty(ModelPackCommands.Create().Parse(["push", "a.nupkg", "--timeout", "0"]).Errors);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "gc", "--source", "https://feed.example/index.json", "--delete")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--keep-prereleases", "-1")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--min-age", "NaN")]
    [InlineData(ExitCodes.Usage, "gc", "--records-source", "contoso")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--records-source", "nowhere")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--where", "metrics.accuracy >=")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso A")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--format", "xml")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--last", "0")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--last", "99999999999999")]
    [InlineData(ExitCodes.Usage, "log", "Contoso.A", "--last", "99999999999999")]
    [InlineData(ExitCodes.Usage, "versions", "")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--policy", "")]
    [InlineData(ExitCodes.Usage, "push", "", "--source", "contoso")]
    [InlineData(ExitCodes.Usage, "push", "a.nupkg", "--source", "")]
    [InlineData(ExitCodes.Usage, "approve", "Contoso.A@1.0.0", "--key", "")]
    [InlineData(ExitCodes.Usage, "catalog", "--sqlite", "")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "", "--delete")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--records-source", "")]
    [InlineData(ExitCodes.Usage, "copy", "Contoso.A@1.0.0", "--from", "", "--to", "contoso")]
    [InlineData(ExitCodes.Usage, "copy", "Contoso.A@1.0.0", "--from", "contoso", "--to", "")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--where", "created > 2026-13-01")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--source", "nowhere")]
    [InlineData(ExitCodes.Usage, "promote", "Contoso.A", "--to", "Production")]
    [InlineData(ExitCodes.Usage, "push", "no-such-file.nupkg", "--source", "contoso")]
    [InlineData(ExitCodes.Usage, "unlist", "Contoso.A@1.0.0", "--source", "contoso")]
    [InlineData(ExitCodes.Usage, "inspect", "no-such-file.nupkg")]
    [InlineData(ExitCodes.No, "versions", "Contoso.A")]
    [InlineData(ExitCodes.No, "log", "Contoso.A")]
    [InlineData(ExitCodes.No, "inspect", "Contoso.A@1.0.0")]
    [InlineData(ExitCodes.No, "promote", "Contoso.A@1.0.0", "--to", "Production")]
    [InlineData(ExitCodes.No, "attest", "Contoso.A@1.0.0", "--type", "incident", "--reason", "Slow.")]
    [InlineData(ExitCodes.No, "rollback", "Contoso.A.Production", "--reason", "Slow.")]
    [InlineData(ExitCodes.No, "approve", "Contoso.A.Production")]
    [InlineData(ExitCodes.No, "copy", "Contoso.A@1.0.0", "--from", "contoso", "--to", "contoso")]
    [InlineData(ExitCodes.Usage, "revoke", "Contoso.A@1.0.0", "--reason", "Leaks.")]
    [InlineData(ExitCodes.Usage, "catalog", "--sqlite", "/no/such/folder/catalog.db")]
    public async Task WhatCannotBeDoneHasItsExitCode(int code, params string[] arguments)
    {
        Directory.CreateDirectory(_folder["feed"]);

        Assert.Equal(code, await Run(arguments));
    }

    [Fact]
    public async Task ACatalogOfAFolderHasItsModels()
    {
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };
        TestPackage.WriteFlat(_folder["feed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));
        TestPackage.WriteFlat(_folder["feed"], "Contoso.Code", "1.0.0", ("lib/net10.0/a.dll", [1]));

        Assert.Equal(ExitCodes.Done, await Run("catalog", "--sqlite", _folder["catalog.db"]));
        Assert.Equal(ExitCodes.Done, await Run("versions", "Contoso.A"));
        Assert.Equal(ExitCodes.Done, await Run("versions", "Contoso.A", "--where", "metrics.accuracy > 0.9"));
        Assert.Equal(ExitCodes.Done, await Run("log", "contoso.a"));
        Assert.True(new FileInfo(_folder["catalog.db"]).Length > 0);
    }

    [Fact]
    public async Task AFileThatIsNamedAndNotThereIsWrongUsage()
    {
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };
        TestPackage.WriteFlat(_folder["feed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));

        Assert.Equal(ExitCodes.Usage, await Run("attest", "Contoso.A@1.0.0", "--type", "evaluation", "--file", _folder["no-such-file.json"]));
        Assert.Equal(ExitCodes.Usage, await Run("versions", "Contoso.A", "--policy", _folder["no-such-policy.json"]));
    }

    [Fact]
    public async Task ADisabledSourceOfRecordsIsWrongUsage()
    {
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };
        TestPackage.WriteFlat(_folder["feed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));
        Directory.CreateDirectory(_folder["records"]);
        _folder.Write("nuget.config", """
            <configuration>
              <packageSources><clear /><add key="contoso" value="feed" /><add key="records" value="records" /><add key="off" value="off" /></packageSources>
              <disabledPackageSources><add key="off" value="true" /></disabledPackageSources>
            </configuration>
            """);

        Assert.Equal(ExitCodes.Done, await Run("versions", "Contoso.A", "--source", "contoso", "--records-source", "records"));
        Assert.Equal(ExitCodes.Usage, await Run("versions", "Contoso.A", "--source", "contoso", "--records-source", "off"));
    }

    [Fact]
    public async Task ACatalogOfNothingIsNotMade()
    {
        Assert.Equal(ExitCodes.NotReachable, await Run("versions", "Contoso.A"));
        Assert.Equal(ExitCodes.NotReachable, await Run("catalog", "--sqlite", _folder["catalog.db"]));

        Assert.False(File.Exists(_folder["catalog.db"]));
    }

    [Fact]
    public async Task ACatalogOfSeveralSourcesGoesOnWithoutTheOneThatCannotBeListed()
    {
        await using HttpFeed http = await HttpFeed.Start(new FeedBehaviour { HasSearch = false });
        string config = _folder.Write("several/nuget.config", $"""
            <configuration><packageSources><clear />
              <add key="http" value="{http.Index}" allowInsecureConnections="true" /><add key="contoso" value="../feed" />
            </packageSources></configuration>
            """);
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };
        TestPackage.WriteFlat(_folder["feed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));

        int alone = await ModelPackCommands.Create().Parse(["catalog", "--sqlite", _folder["alone.db"], "--configfile", config, "--source", "http"]).RunAsync();
        int several = await ModelPackCommands.Create().Parse(["catalog", "--sqlite", _folder["catalog.db"], "--configfile", config]).RunAsync();

        Assert.Equal((ExitCodes.No, ExitCodes.No), (alone, several));
        Assert.False(File.Exists(_folder["alone.db"]));
        Assert.Equal(["Contoso.A"], CatalogFile.Open(_folder["catalog.db"]).ModelIds());
    }

    [Theory]
    [InlineData("models %20;x")]
    [InlineData("ü %20;x#?&%")]
    public async Task AFolderMayBeCalledAnything(string name)
    {
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };
        string folder = _folder[name];
        string package = TestPackage.WriteFlat(_folder["packed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", manifest.ToUtf8Bytes()));
        Directory.CreateDirectory(folder);

        Assert.Equal(ExitCodes.Done, await Run("push", package, "--source", folder));
        Assert.Equal(ExitCodes.Done, await Run("versions", "Contoso.A", "--source", folder));
        Assert.Equal(ExitCodes.Done, await Run("versions", "Contoso.A", "--source", Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)));
        Assert.Equal(ExitCodes.Done, await Run("promote", "Contoso.A@1.0.0", "--to", "Production", "--source", folder));
        Assert.Equal(ExitCodes.Done, await Run("log", "Contoso.A", "--source", folder));
        Assert.Equal(ExitCodes.Done, await Run("inspect", "Contoso.A@1.0.0", "--source", folder));
        Assert.Equal(ExitCodes.Done, await Run("copy", "Contoso.A@1.0.0", "--from", folder, "--to", Directory.CreateDirectory(_folder[name + "2"]).FullName));
        Assert.Equal(ExitCodes.Done, await Run("gc", "--source", folder));
    }

    private Task<int> Run(params string[] arguments) => ModelPackCommands.Create().Parse([.. arguments, "--configfile", Config]).RunAsync();
}
