using ModelPack.Testing.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;

namespace ModelPack.Tool.Tests.Gc;

/// <summary>The commands that read feeds, from the command line to their files and exit codes.</summary>
public sealed class GcCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public GcCommandTests() => _folder.Write("nuget.config", """<configuration><packageSources><clear /><add key="contoso" value="feed" /></packageSources></configuration>""");

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
    [InlineData(ExitCodes.Usage, "gc", "--source", "https://feed.example/index.json", "--delete")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--keep-prereleases", "-1")]
    [InlineData(ExitCodes.Usage, "gc", "--source", "contoso", "--min-age", "NaN")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--where", "metrics.accuracy >=")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso A")]
    [InlineData(ExitCodes.Usage, "versions", "Contoso.A", "--format", "xml")]
    [InlineData(ExitCodes.NotReachable, "versions", "Contoso.A")]
    [InlineData(ExitCodes.NotReachable, "log", "Contoso.A")]
    [InlineData(ExitCodes.NotReachable, "catalog", "--sqlite", "/no/such/folder/catalog.db")]
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
        Assert.Equal(ExitCodes.Done, await Run("log", "contoso.a"));
        Assert.True(new FileInfo(_folder["catalog.db"]).Length > 0);
    }

    private Task<int> Run(params string[] arguments) => ModelPackCommands.Create().Parse([.. arguments, "--configfile", Config]).RunAsync();
}
