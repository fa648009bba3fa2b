using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

/// <summary>Damaged files end in facts or in a <see cref="ModelPackException"/>, never in anything else.</summary>
public sealed class MutationTests : IDisposable
{
    private const int Rounds = 400;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> TinyOnes => new("add", "matmul", "string", "loop");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TinyOnes))]
    public void DamagedTinyModelsEndCleanly(string model) => Mutate(
        model switch
        {
            "add" => TinyModels.Add(symbolicBatch: true),
            "matmul" => TinyModels.MatMul().Model,
            "string" => TinyModels.StringIdentity(),
            _ => TinyModels.EndlessLoop(),
        },
        OnnxModelReader.Read);

    [Theory]
    [InlineData("realistic/mnist.onnx")]
    [InlineData("realistic/TFBertForQuestionAnswering.onnx")]
    [InlineData("external-data/conv_qdq_external_ini/conv_qdq_external_ini.onnx")]
    public void DamagedModelsEndCleanly(string model) => Mutate(File.ReadAllBytes(TestData.Get(model)), OnnxModelReader.Read);

    [Theory]
    [InlineData("ort-format/mnist.basic.ort")]
    [InlineData("ort-format/sklearn_bin_voting_classifier_soft.onnx.ort")]
    public void DamagedOrtModelsEndCleanly(string model) => Mutate(File.ReadAllBytes(TestData.Get(model)), OrtModelReader.Read);

    private void Mutate(byte[] model, Func<string, OnnxModelFacts> read)
    {
        Random random = new(12345);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] damaged = Damage(model, random, round);
            string path = _folder.Write("damaged.onnx", damaged);
            try
            {
                OnnxModelFacts facts = read(path);
                List<Problem> problems = [];
                ExternalDataResolver.Resolve(path, _folder.Path, facts.ExternalData, problems);
            }
            catch (ModelPackException e)
            {
                // The expected outcome; what it says is tested elsewhere.
                Assert.StartsWith("MP", e.Problem.Code, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Damage(byte[] model, Random random, int round)
    {
        byte[] damaged = round % 4 == 0 ? model[..random.Next(model.Length)] : [.. model];
        int flips = round % 4 == 0 ? 0 : round % 4 == 1 ? 1 : Math.Max(1, model.Length / 100);
        for (int i = 0; i < flips; i++)
        {
            // Structure lies at the start and between the payloads: half of the flips go to the first kilobyte.
            int at = random.Next(round % 2 == 0 ? damaged.Length : Math.Min(1024, damaged.Length));
            damaged[at] = (byte)random.Next(256);
        }

        return damaged;
    }
}
