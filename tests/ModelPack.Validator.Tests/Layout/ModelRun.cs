using System.Globalization;
using System.Runtime.InteropServices;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

namespace ModelPack.Validator.Tests.Layout;

/// <summary>Runs of one model, all on the same input: that of its first test vector, else one that is made up.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly ValidatorFixture _fixture;
    private readonly TempFolder _folder = new("run");
    private readonly SampleSet _sample;
    private int _runs;

    public ModelRun(ValidatorFixture fixture, string path)
    {
        _fixture = fixture;
        string? vector = Directory.GetDirectories(Path.GetDirectoryName(path)!, "test_data_set_*").Order(StringComparer.Ordinal).FirstOrDefault();
        SampleSet? given = vector is null ? null : SampleReader.FromOnnxFolder(vector, Directory.GetFiles(vector));
        _sample = new SampleSet("input", null, given?.Inputs ?? MakeUp(OnnxModelReader.Read(path).Inputs), []);
    }

    /// <summary>The outputs, as bytes; <see langword="null"/> where the model does not load or run.</summary>
    public IReadOnlyList<byte[]>? Outputs(ValidationRequest request)
    {
        string folder = _folder[string.Create(CultureInfo.InvariantCulture, $"{_runs++}")];
        Directory.CreateDirectory(folder);
        ValidationResult result = _fixture.Validate(request with { Samples = [_sample], RecordTo = folder, Timeout = TimeSpan.FromSeconds(30) });
        return result.Validation is null ? null : [.. Directory.GetFiles(RecordedOutputs.Vector(folder, 0)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Random floats, so that weights matter; else what the validator makes up.</summary>
    private SampleFile[] MakeUp(IReadOnlyList<ModelValue> inputs)
    {
        Random random = new(1);
        Dictionary<string, SampleValue>? values = InputSynthesizer.Create(inputs, out _);
        List<SampleFile> files = [];
        foreach (ModelValue input in values is null ? [] : inputs)
        {
            SampleValue value = values![input.Name];
            if (value is TensorValue { ElementType: OnnxElementType.Float } tensor)
            {
                float[] floats = [.. Enumerable.Range(0, tensor.Data.Length / sizeof(float)).Select(_ => (2 * random.NextSingle()) - 1)];
                value = new TensorValue(OnnxElementType.Float, tensor.Shape, MemoryMarshal.AsBytes(floats.AsSpan()).ToArray());
            }

            string file = string.Create(CultureInfo.InvariantCulture, $"input_{files.Count}.pb");
            files.Add(new SampleFile(files.Count, _folder.Write(file, OnnxValueWriter.Write(value, input.Name, input.Type))));
        }

        return [.. files];
    }
}
