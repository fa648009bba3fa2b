using ModelPack.Core.Diagnostics;
using ModelPack.Core.Gguf;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Gguf;

public sealed class GgufReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string, byte[]> Invalid => new()
    {
        { "no magic", DiagnosticCodes.GgufVersion, [1, 2, 3, 4, 5, 6, 7, 8] },
        { "version 0", DiagnosticCodes.GgufVersion, new GgufFile(0).Make() },
        { "version 4", DiagnosticCodes.GgufVersion, new GgufFile(4).Make() },
        { "big-endian", DiagnosticCodes.GgufVersion, new GgufFile(3u << 24).Make() },
        { "only magic", DiagnosticCodes.GgufTruncated, [.. "GGUF"u8] },
        { "half", DiagnosticCodes.GgufTruncated, GgufFile.Tiny[..100] },
        { "minus one", DiagnosticCodes.GgufTruncated, GgufFile.Tiny[..^1] },
        { "tensor count", DiagnosticCodes.GgufTruncated, new GgufFile().Make(tensorCount: ulong.MaxValue) },
        { "key count", DiagnosticCodes.GgufTruncated, new GgufFile().Make(valueCount: 1UL << 40) },
        { "array count", DiagnosticCodes.GgufTruncated, new GgufFile().Array("a", 0, ulong.MaxValue, _ => { }).Make() },
        { "text array count", DiagnosticCodes.GgufTruncated, new GgufFile().Array("a", 8, ulong.MaxValue, _ => { }).Make() },
        { "many keys", DiagnosticCodes.GgufDamaged, [.. new GgufFile().Make(valueCount: 100_000), .. new byte[2_000_000]] },
        { "twin keys", DiagnosticCodes.GgufDamaged, new GgufFile().Number("a", 1).Number("a", 2).Make() },
        { "value type", DiagnosticCodes.GgufDamaged, new GgufFile().Value("a", 13, w => w.Write(0L)).Make() },
        { "alignment", DiagnosticCodes.GgufDamaged, new GgufFile().Number("general.alignment", 33).Make() },
        { "nesting", DiagnosticCodes.GgufDamaged, Nested(9) },
        { "tensor type", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [32], 4, 0).Make(64) },
        { "new tensor type", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [32], 1000, 0).Make(64) },
        { "blocks", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [33], 2, 0).Make(64) },
        { "dimensions", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [1, 1, 1, 1, 1], 0, 0).Make(64) },
        { "overflow", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [1UL << 40, 1UL << 40], 0, 0).Make(64) },
        { "twin tensors", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [1], 0, 0).Tensor("a", [1], 0, 32).Make(64) },
        { "overlap", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [16], 0, 0).Tensor("b", [1], 0, 32).Make(128) },
        { "gap", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [1], 0, 0).Tensor("b", [1], 0, 64).Make(128) },
        { "unaligned", DiagnosticCodes.GgufTensor, new GgufFile().Tensor("a", [1], 0, 0).Tensor("b", [1], 0, 4).Make(64) },
        { "long name", DiagnosticCodes.GgufTensor, new GgufFile().Tensor(new string('a', 64), [1], 0, 0).Make(64) },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FactsAreThoseOfTheFile()
    {
        GgufFacts facts = GgufReader.Read(_folder.Write("a.gguf", GgufFile.Tiny));

        Assert.Equal((3, "llama", "Tiny", "Q4_K_M"), (facts.Version, facts.Architecture, facts.Name, facts.Quantization));
        Assert.Equal(64 + 256, facts.Parameters);
        Assert.Equal(["F32", "Q4_K"], facts.Tensors.Select(tensor => tensor.ElementType));
        Assert.Equal([256L, 144L], facts.Tensors.Select(tensor => tensor.Size));
        Assert.Equal(["general.architecture", "general.file_type", "general.name"], facts.Metadata.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryVersionIsRead(int version)
    {
        byte[] file = new GgufFile((uint)version).Text("general.name", "x").Number("general.alignment", 64).Tensor("a", [3], 24, 0).Tensor("b", [1], 24, 64).Make(65, 64);

        GgufFacts facts = GgufReader.Read(_folder.Write("a.gguf", file));

        Assert.Equal((version, "x", 4), (facts.Version, facts.Name, facts.Parameters));
    }

    [Fact]
    public void NestedArraysAreRead() => Assert.Empty(GgufReader.Read(_folder.Write("a.gguf", Nested(8))).Tensors);

    [Theory]
    [MemberData(nameof(Invalid))]
    public void InvalidFilesAreNamed(string what, string code, byte[] content)
    {
        string path = _folder.Write("a.gguf", content);

        Problem problem = Assert.Throws<ModelPackException>(() => GgufReader.Read(path)).Problem;

        Assert.Equal((what, code), (what, problem.Code));
        Assert.Equal(path, problem.File);
    }

    [Fact]
    public void TheManifestHasTheFacts()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.gguf", GgufFile.Tiny);

        ModelEntry entry = Assert.Single(project.BuildManifest().Models);

        Assert.Equal(("gguf", 320, true), (entry.Format, entry.Parameters, entry.Primary));
        Assert.Equal(("llama", "Q4_K_M"), (entry.Metadata!["general.architecture"], entry.Metadata["quantization"]));
        Assert.Equal(ModelValidationOutcomes.NotValidated, Assert.Single(entry.Validations!).Outcome);
    }

    [Fact]
    public void EveryThirdPartyFileHasTheOutcomeThatTheIndexStates()
    {
        foreach (IReadOnlyDictionary<string, string> row in TestData.Index().Where(row => row["path"].EndsWith(".gguf", StringComparison.Ordinal)))
        {
            string path = TestData.Get(row["path"]);
            if (row["expected"] != "valid")
            {
                Assert.Equal(DiagnosticCodes.GgufTruncated, Assert.Throws<ModelPackException>(() => GgufReader.Read(path)).Problem.Code);
                continue;
            }

            GgufFacts facts = GgufReader.Read(path);
            Assert.NotNull(facts.Architecture);
            Assert.NotNull(facts.Name);
        }
    }

    private static byte[] Nested(int depth) => new GgufFile().Array("a", 9, 1, w =>
    {
        for (int i = 1; i < depth; i++)
        {
            w.Write(9);
            w.Write(1UL);
        }

        w.Write(0);
        w.Write(0UL);
    }).Make();
}
