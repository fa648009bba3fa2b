using System.Text.RegularExpressions;
using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>Packs that are killed, cancelled, or run out of disk leave nothing wrong under a final name, and the next one succeeds.</summary>
public sealed partial class InterruptionTests : IDisposable
{
    private readonly PayloadWorkspace work = new();

    [Fact]
    public async Task KilledAtAnyMomentAPackLeavesNothingWrong()
    {
        int kills = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 1000 : 20;
        Random random = new(1);
        Dictionary<string, string> right = await RightPackages();
        Hooked("BeforeTargets=\"ModelPackValidateModels\"", """<Message Importance="high" Text="HERE" />""");
        for (int i = 1; i <= kills; i++)
        {
            work.Model(Variants[i % 2]);
            await using (RunningCommand pack = work.Author.Workspace.DotNet.Start("M", "pack", "-o", work.Author["out"]))
            {
                // Half of them while they write, the others at any time.
                if (i % 2 == 0)
                {
                    await pack.WaitForLine(Here());
                }

                await Task.Delay(random.Next(i % 2 == 0 ? 150 : 1500), TestContext.Current.CancellationToken);
            }

            ShouldBeRight(right);
            if (i % 5 == 0)
            {
                (await work.Pack()).ShouldSucceedWithoutWarnings();
                work.ShouldBeWhole();
                ShouldBeRight(right);
                foreach (string file in work.Author.Workspace.Files("out"))
                {
                    File.Delete(work.Author["out/" + file]);
                }
            }
        }
    }

    [Fact]
    public async Task CtrlCStopsAPackAtOnceAndLeavesNothingHalfDone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send.");
        byte[] block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        await using (FileStream file = File.Create(work.Author["M/model.safetensors.bin"]))
        {
            for (int i = 0; i < 400; i++)
            {
                block[i] ^= 1;
                await file.WriteAsync(block, TestContext.Current.CancellationToken);
            }
        }

        Hooked("BeforeTargets=\"ModelPackValidateModels\"", """<Message Importance="high" Text="HERE" />""", """<ModelWeights Include="model.safetensors.bin" />""", "<ModelPackShardSize>200000000</ModelPackShardSize>");
        string output;
        await using (RunningCommand pack = work.Author.Workspace.DotNet.Start("M", "pack", "-o", work.Author["out"]))
        {
            await pack.WaitForLine(Here());
            pack.Interrupt();
            output = await pack.WaitForExit();
        }

        Assert.DoesNotContain("error", output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(work.Author.Workspace.Files("out"));
        Assert.DoesNotContain(work.Author.Workspace.Files("M/obj/modelpack"), file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith('~'));
        (await work.Pack()).ShouldSucceedWithoutWarnings();
        work.ShouldBeWhole();
    }

    [Theory]
    [InlineData("out", "600k")]
    [InlineData("M/obj/modelpack", "8k")]
    public async Task AFullDiskIsOneErrorAndTheFormerPackagesStay(string folder, string size)
    {
        (await work.Pack()).ShouldSucceed();
        Dictionary<string, string> right = Packages("out");
        string former = Directory.CreateDirectory(work.Author["former"]).FullName;
        if (folder == "out")
        {
            File.Copy(work.Package.Path, Path.Combine(former, Path.GetFileName(work.Package.Path)));
        }

        work.Model(Variants[1]);
        Directory.CreateDirectory(work.Author[folder]);
        CommandResult mount = await work.Author.Workspace.Commands.Run(".", "sh", "-c", $"mount -t tmpfs -o size={size} modelpack-test '{work.Author[folder]}'");
        Assert.SkipWhen(mount.ExitCode != 0, "This user may not mount a small disk.");
        try
        {
            foreach (string package in Directory.GetFiles(former))
            {
                File.Copy(package, work.Author["out/" + Path.GetFileName(package)]);
            }

            string error = (await work.Pack()).ShouldFailOnlyWith("MP4004");

            Assert.Contains("Free space", error, StringComparison.Ordinal);
            Assert.All(work.Author.Workspace.Files("out"), file => Assert.True(right.TryGetValue(file, out string? sha256) ? new PackageFile(work.Author["out/" + file]).Sha256 == sha256 : file.Contains(".Payload.", StringComparison.Ordinal), file));
            Assert.Contains("Contoso.Layers.1.0.0.nupkg", work.Author.Workspace.Files("out"));
            Assert.DoesNotContain(work.Author.Workspace.Files("out"), file => file.StartsWith('.'));
        }
        finally
        {
            (await work.Author.Workspace.Commands.Run(".", "umount", work.Author[folder])).ShouldSucceed();
        }

        (await work.Pack()).ShouldSucceedWithoutWarnings();
        work.ShouldBeWhole();
    }

    [Fact]
    public async Task ADiskThatFillsUpHalfWayIsOneError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no limit to set.");
        (await work.Author.DotNet("M", "restore")).ShouldSucceed();

        // The runtime's own large files are not what is tested.
        work.Author.Workspace.Commands.Environment["DOTNET_EnableWriteXorExecute"] = "0";

        CommandResult pack = await work.Author.Workspace.Commands.Run("M", "bash", "-c", $"trap '' XFSZ; ulimit -f 60; '{DotNet.HostPath}' pack --no-restore -o '{work.Author["out"]}'");

        Assert.Contains("Free space", pack.ShouldFailOnlyWith("MP4004"), StringComparison.Ordinal);
        Assert.Empty(work.Author.Workspace.Files("out"));
        (await work.Pack()).ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task AFileThatChangesWhileItIsPackedIsOneError()
    {
        (await work.Pack()).ShouldSucceed();
        string former = work.Package.Sha256;
        Hooked("BeforeTargets=\"ModelPackWritePayloads\" AfterTargets=\"ModelPackValidateModels\"", """<WriteLinesToFile File="model.onnx" Lines="changed" Overwrite="true" />""");
        work.Model(Variants[1]);

        string error = (await work.Pack()).ShouldFailOnlyWith("MP4003");

        Assert.Contains("Run 'dotnet pack' again", error, StringComparison.Ordinal);
        Assert.Equal(former, work.Package.Sha256);
    }

    public void Dispose() => work.Dispose();

    private static readonly IReadOnlyList<int>[] Variants = [PayloadWorkspace.Seeds, [.. PayloadWorkspace.Seeds.Select(seed => seed + 100)]];

    /// <summary>The packages of both variants, by name; of the model package, whose name does not tell, both digests.</summary>
    private async Task<Dictionary<string, string>> RightPackages()
    {
        Dictionary<string, string> right = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<int> variant in Variants)
        {
            work.Model(variant);
            (await work.Author.DotNet("M", "pack", "-o", work.Author["right"])).ShouldSucceedWithoutWarnings();
            foreach ((string name, string sha256) in Packages("right"))
            {
                right[name] = right.TryGetValue(name, out string? other) && other != sha256 ? $"{other} {sha256}" : sha256;
            }
        }

        return right;
    }

    private Dictionary<string, string> Packages(string folder) => work.Author.Workspace.Files(folder).Where(file => file.EndsWith(".nupkg", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(work.Author[$"{folder}/{file}"]))), StringComparer.Ordinal);

    private void ShouldBeRight(Dictionary<string, string> right)
    {
        foreach ((string name, string sha256) in Packages("out"))
        {
            Assert.True(right.TryGetValue(name, out string? expected) && expected.Contains(sha256, StringComparison.Ordinal), $"{name} is not what it should be");
        }
    }

    private void Hooked(string hook, string tasks, string items = "", string properties = "") => work.Author.Write($"M/{PayloadWorkspace.Id}.csproj", $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>{PayloadWorkspace.Limits}{AuthorWorkspace.Unvalidated}{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
          <Target Name="Interrupt" {hook}>{tasks}</Target>
        </Project>
        """);

    [GeneratedRegex("HERE")]
    private static partial Regex Here();
}
