using ModelPack.Files;
using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tests.Tasks;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>Whatever happens to a payload, the store or the output: an error or the right bytes, and a cure that works.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly MaterializerFixture fixture = new();

    public static TheoryData<int, string, string> Cases()
    {
        TheoryData<int, string, string> cases = [];
        foreach (string damage in (string[])["flip", "truncate", "delete", "delete folder"])
        {
            foreach (string moment in (string[])["before", "after"])
            {
                // Shards of a graph, of a file of one shard, of a file of two.
                foreach (int shard in (int[])[1, 2, 3])
                {
                    cases.Add(shard, damage, moment);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ADamagedPayloadIsAnErrorWhoseCureWorks(int seed, string damage, string moment)
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);
        if (moment == "after")
        {
            Assert.Empty(fixture.Run(package).Problems);
        }

        string file = model.PayloadFile(fixture.Packages, Noise.Of(seed));
        string folder = model.PayloadFolder(fixture.Packages, Noise.Of(seed));
        Damage(damage, file, folder);

        MaterializationResult result = fixture.Run(package);

        if (seed == 3 && moment == "after")
        {
            // The store has what was made of it: nobody needs the payload any more.
            Assert.Empty(result.Problems);
            ShouldBeRight(package);
            return;
        }

        RuntimeProblem problem = Assert.Single(result.Problems);
        Assert.Equal(damage.StartsWith("delete", StringComparison.Ordinal) ? RuntimeDiagnosticCodes.PayloadMissing : RuntimeDiagnosticCodes.PayloadDamaged, problem.Code);
        Assert.Contains("'Contoso.M 1.0.0'", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"'{model.PayloadId(HandMadeModel.Sha256Of(Noise.Of(seed)))}' 1.0.0", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"'{folder}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("higher ModelPackPayloadRevision", problem.Message, StringComparison.Ordinal);
        ShouldHaveNothingWrong();

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        fixture.Restore(model);
        ShouldBeRight(package);
    }

    [Theory]
    [InlineData("m/.shards/{0}.bin", 1, false)]
    [InlineData("m/.shards/{0}.bin", 1, true)]
    [InlineData("one.gguf", 2, false)]
    [InlineData("one.gguf", 2, true)]
    public void AWriterInTheOutputIsNoticedThroughTheLink(string relative, int seed, bool keepsTimes)
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);
        fixture.Run(package);
        fixture.RunInto("other", package);
        string file = fixture.OutputOf("Contoso.M/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, relative, HandMadeModel.Sha256Of(Noise.Of(seed))));
        Assert.SkipWhen(FileStamp.Read(file, follow: false).Links == 1, "Files are not linked here.");

        DateTime time = File.GetLastWriteTimeUtc(file);
        Noise.FlipBit(file);
        if (keepsTimes)
        {
            // As a copy of an older published folder does, whose files have equal sizes and times.
            File.SetLastWriteTimeUtc(file, time);
        }

        // Both services, for it is one file.
        Assert.Equal(RuntimeDiagnosticCodes.PayloadDamaged, Assert.Single(fixture.Run(package).Problems).Code);
        Assert.Equal(RuntimeDiagnosticCodes.PayloadDamaged, Assert.Single(fixture.RunInto("other", package).Problems).Code);
        Assert.False(File.Exists(file));
        Directory.Delete(model.PayloadFolder(fixture.Packages, Noise.Of(seed)), recursive: true);
        fixture.Restore(model);
        ShouldBeRight(package);
    }

    [Theory]
    [InlineData("store", "flip")]
    [InlineData("store", "flip, times kept")]
    [InlineData("store", "truncate")]
    [InlineData("output", "flip")]
    [InlineData("output", "flip, times kept")]
    [InlineData("output", "truncate")]
    public void ADamagedFileOfTheStoreIsPutTogetherAgainWithAWarning(string where, string damage)
    {
        PackageItem package = fixture.Restore(Model());
        fixture.Run(package);
        fixture.RunInto("other", package);
        string sha256 = HandMadeModel.Sha256Of([.. Noise.Of(3), .. Noise.Of(4)]);
        string stored = Path.Combine(fixture.Store, "files", sha256[..2], sha256);
        string file = where == "store" ? stored : fixture.OutputOf("Contoso.M/two.gguf");
        Assert.SkipWhen(FileStamp.Read(file, follow: false).Links == 1, "Files are not linked here.");
        Damage(damage, file, "");

        MaterializationResult result = fixture.Run(package);

        RuntimeProblem warning = Assert.Single(result.Warnings);
        Assert.Equal(RuntimeDiagnosticCodes.StoreFileDamaged, warning.Code);
        Assert.Equal(stored, warning.File);
        Assert.Contains("'two.gguf' of model 'Contoso.M 1.0.0'", warning.Message, StringComparison.Ordinal);
        ShouldBeRight(package);

        // The other service still has the damaged file: its next build puts that right.
        MaterializationResult other = fixture.RunInto("other", package);
        Assert.Empty(other.Problems);
        Assert.Empty(other.Warnings);
        Assert.Empty(ModelPackage.Load("Contoso.M", fixture["other"]).Verify(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ADamagedFileOfTheStoreAndADamagedPayloadAreAnError()
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);
        fixture.Run(package);
        string sha256 = HandMadeModel.Sha256Of([.. Noise.Of(3), .. Noise.Of(4)]);
        Noise.FlipBit(Path.Combine(fixture.Store, "files", sha256[..2], sha256));
        Noise.FlipBit(model.PayloadFile(fixture.Packages, Noise.Of(4)));

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.PayloadDamaged, Assert.Single(result.Problems).Code);
        ShouldHaveNothingWrong();
        Directory.Delete(model.PayloadFolder(fixture.Packages, Noise.Of(4)), recursive: true);
        fixture.Restore(model);
        ShouldBeRight(package);
    }

    [Fact]
    public void AllMissingPayloadsAreOneError()
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);
        foreach (int seed in (int[])[1, 2, 3, 4])
        {
            Directory.Delete(model.PayloadFolder(fixture.Packages, Noise.Of(seed)), recursive: true);
        }

        RuntimeProblem problem = Assert.Single(fixture.Run(package).Problems);

        Assert.Equal(RuntimeDiagnosticCodes.PayloadMissing, problem.Code);
        Assert.Contains("and 2 more", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReplacedFileInTheOutputIsPutRight()
    {
        PackageItem package = fixture.Restore(Model());
        fixture.Run(package);
        foreach (string file in fixture.Files())
        {
            byte[] content = File.ReadAllBytes(Path.Combine(fixture.Output, file));
            content[^1] ^= 1;
            File.Delete(Path.Combine(fixture.Output, file));
            HandMadePackage.Write(Path.Combine(fixture.Output, file), content);
        }

        Assert.Empty(fixture.Run(package).Problems);

        ShouldBeRight(package);
    }

    public void Dispose() => fixture.Dispose();

    private static HandMadeModel Model() => new HandMadeModel("Contoso.M", "1.0.0")
        .WithTensors("m/m.onnx", [1, 2, 3], Noise.Of(1), Noise.Of(5))
        .WithExact("one.gguf", Noise.Of(2))
        .WithExact("two.gguf", Noise.Of(3), Noise.Of(4));

    private static void Damage(string damage, string file, string folder)
    {
        switch (damage)
        {
            case "flip":
                Noise.FlipBit(file);
                break;
            case "flip, times kept":
                DateTime time = File.GetLastWriteTimeUtc(file);
                Noise.FlipBit(file);
                File.SetLastWriteTimeUtc(file, time);
                break;
            case "truncate":
                Noise.Truncate(file);
                break;
            case "delete":
                File.Delete(file);
                break;
            default:
                Directory.Delete(folder, recursive: true);
                break;
        }
    }

    private void ShouldBeRight(PackageItem package)
    {
        Assert.Empty(fixture.Run(package).Problems);
        Assert.Empty(ModelPackage.Load("Contoso.M", fixture.Output).Verify(TestContext.Current.CancellationToken));
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    /// <summary>No service starts, for there is no manifest; and no file is a wrong one.</summary>
    private void ShouldHaveNothingWrong()
    {
        Dictionary<string, string> right = new(StringComparer.Ordinal)
        {
            ["m.onnx"] = HandMadeModel.Sha256Of([1, 2, 3]),
            ["one.gguf"] = HandMadeModel.Sha256Of(Noise.Of(2)),
            ["two.gguf"] = HandMadeModel.Sha256Of([.. Noise.Of(3), .. Noise.Of(4)]),
        };
        Assert.DoesNotContain(fixture.Files(), file => file.EndsWith("modelpack.json", StringComparison.Ordinal));
        Assert.All(fixture.Files(), file => Assert.Equal(
            right.GetValueOrDefault(Path.GetFileName(file)) ?? Path.GetFileNameWithoutExtension(file),
            HandMadeModel.Sha256Of(File.ReadAllBytes(Path.Combine(fixture.Output, file)))));
    }
}
