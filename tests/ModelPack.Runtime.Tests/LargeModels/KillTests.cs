using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>A build that is killed at any moment: no wrong file is ever under a final name, and the next build finishes.</summary>
public sealed partial class KillTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly HandMadeModel[] versions = [Model("1.0.0", 1, 2, 3), Model("1.1.0", 1, 4, 5)];
    private readonly PackageItem[] packages;
    private readonly Dictionary<string, HashSet<string>> right = new(StringComparer.Ordinal);

    public KillTests()
    {
        workspace.Commands.Environment["MODELPACK_STORE"] = workspace["store"];
        packages = [.. versions.Select(model => Tasks.MaterializerFixture.ItemOf(model, model.Extract(workspace["packages"])))];
        foreach (HandMadeModel model in versions)
        {
            Allow(ModelManifest.FileName, HandMadeModel.Sha256Of(model.Manifest.ToUtf8Bytes()));
            foreach (ModelFolderFile file in ModelFolder.Files(model.Manifest))
            {
                Allow(file.Path, file.Sha256);
            }
        }
    }

    private static int Rounds => Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 1000 : 20;

    private string Slot => workspace["out/models/Contoso.M"];

    [Fact]
    public async Task AtAnyMomentNothingWrongIsLeftAndTheNextBuildFinishes()
    {
        TimeSpan whole = await Start(0, forgets: true, null);
        Random random = new(1);
        for (int round = 1; round <= Rounds; round++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Start(round, forgets: round % 3 != 0, whole * random.NextDouble());
            ShouldHaveNothingWrong(round);

            if (round % 4 != 0)
            {
                Finish(round);
            }
        }

        Finish(Rounds);
    }

    public void Dispose() => workspace.Dispose();

    private static HandMadeModel Model(string version, int shard, int other, int exact) => new HandMadeModel("Contoso.M", version)
        .WithTensors("m.onnx", System.Text.Encoding.ASCII.GetBytes(version), Noise.Of(shard), Noise.Of(other, 4_000_000))
        .WithExact("x.gguf", Noise.Of(exact, 3_000_000), Noise.Of(shard), Noise.Of(other, 4_000_000))
        .WithExact("y.safetensors", Noise.Of(exact, 3_000_000), Noise.Of(exact, 100_000));

    /// <summary>Starts a build of the version of a round, and kills it after a time; without one, waits for its end.</summary>
    /// <returns>How long the work took.</returns>
    private async Task<TimeSpan> Start(int round, bool forgets, TimeSpan? until)
    {
        PackageItem package = packages[round % 2];
        if (forgets && Directory.Exists(workspace["store/verified"]))
        {
            Directory.Delete(workspace["store/verified"], recursive: true);
            Directory.Delete(workspace["store/files"], recursive: true);
        }

        workspace.Write("app.proj", $"""
            <Project DefaultTargets="Place">
              <UsingTask TaskName="ModelPack.Runtime.Tasks.MaterializeModels" AssemblyFile="{typeof(RuntimeDiagnosticCodes).Assembly.Location}" Runtime="NET" />
              <ItemGroup>
                <Model Include="{package.Id}" ModelPackVersion="{package.Version}" ModelPackDigest="{package.Digest}" ModelPackManifest="{package.Manifest}" ModelPackFilesRoot="{package.FilesRoot}" />
              </ItemGroup>
              <Target Name="Place">
                <Message Importance="high" Text="HERE" />
                <MaterializeModels Packages="@(Model)" OutputFolder="out" ProjectFile="$(MSBuildProjectFullPath)" Store="store" PackageFolders="{workspace["packages"]}" AllowHardLinks="true" />
                <Message Importance="high" Text="DONE" />
              </Target>
            </Project>
            """);
        await using RunningCommand build = workspace.DotNet.Start(".", "msbuild", "app.proj", "-v:m");
        await build.WaitForLine(Here());
        long start = Stopwatch.GetTimestamp();
        if (until is { } time)
        {
            await Task.Delay(time, TestContext.Current.CancellationToken);
        }
        else
        {
            await build.WaitForLine(Done());
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private void ShouldHaveNothingWrong(int round)
    {
        foreach (string file in Files(Slot))
        {
            string path = Path.GetRelativePath(Slot, file).Replace('\\', '/');
            Assert.True(right[path].Contains(HandMadeModel.Sha256Of(File.ReadAllBytes(file))), string.Create(CultureInfo.InvariantCulture, $"round {round}: '{path}' is wrong"));
        }

        if (File.Exists(Path.Combine(Slot, ModelManifest.FileName)))
        {
            Assert.Empty(ModelPackage.Load("Contoso.M", workspace["out"]).Verify(TestContext.Current.CancellationToken));
        }

        Assert.All(Files(workspace["store/files"]).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), file => Assert.Equal(Path.GetFileName(file), HandMadeModel.Sha256Of(File.ReadAllBytes(file))));
    }

    private void Finish(int round)
    {
        MachineStore store = new(workspace["store"], workspace["obj"], TimeProvider.System);
        Materializer next = new(new OutputFolder(workspace["out"]), store, new PayloadFolders(workspace["packages"]), workspace["app.proj"], allowHardLinks: true, TimeProvider.System);

        MaterializationResult result = next.Run([packages[round % 2]], [], TestContext.Current.CancellationToken);

        Assert.Empty(result.Problems);
        Assert.Equal(versions[round % 2].Version, ModelPackage.Load("Contoso.M", workspace["out"]).Version);
        ShouldHaveNothingWrong(round);
        Assert.Empty(Directory.EnumerateFiles(workspace["out"], "*" + TemporaryFiles.Suffix, SearchOption.AllDirectories));
        Assert.Equal(ModelFolder.Files(versions[round % 2].Manifest).Count() + 1, Files(Slot).Length);
    }

    private void Allow(string path, string sha256)
    {
        if (!right.TryGetValue(path, out HashSet<string>? digests))
        {
            right[path] = digests = new HashSet<string>(StringComparer.Ordinal);
        }

        digests.Add(sha256);
    }

    private static string[] Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(TemporaryFiles.Suffix, StringComparison.Ordinal))]
        : [];

    [GeneratedRegex("HERE")]
    private static partial Regex Here();

    [GeneratedRegex("DONE")]
    private static partial Regex Done();
}
