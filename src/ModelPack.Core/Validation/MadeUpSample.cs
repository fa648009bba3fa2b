using System.Globalization;
using System.Runtime.InteropServices;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>An input for a model that has no sample: numbers from -1 to 1 where it takes floats, so that its weights matter, else what the validator makes up.</summary>
internal static class MadeUpSample
{
    /// <summary>Writes the input as a test vector.</summary>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="folder">An existing folder to write to.</param>
    /// <returns>The sample; <see langword="null"/> where none can be made up.</returns>
    public static SampleSet? Write(IReadOnlyList<ModelValue> inputs, string folder)
    {
        if (InputSynthesizer.Create(inputs, out _) is not { } values)
        {
            return null;
        }

        ulong state = 1;
        List<SampleFile> files = [];
        foreach (ModelValue input in inputs)
        {
            SampleValue value = values[input.Name];
            if (value is TensorValue { ElementType: OnnxElementType.Float } tensor)
            {
                float[] floats = [.. Enumerable.Range(0, tensor.Data.Length / sizeof(float)).Select(_ => Next(ref state))];
                value = new TensorValue(OnnxElementType.Float, tensor.Shape, MemoryMarshal.AsBytes(floats.AsSpan()).ToArray());
            }

            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"input_{files.Count}.pb"));
            File.WriteAllBytes(path, OnnxValueWriter.Write(value, input.Name, input.Type));
            files.Add(new SampleFile(files.Count, path));
        }

        return new SampleSet("a made-up input", null, files, []);
    }

    /// <summary>The same numbers everywhere. Source: Knuth, "The Art of Computer Programming", volume 2, 3.3.4 (MMIX).</summary>
    private static float Next(ref ulong state)
    {
        state = unchecked((state * 6364136223846793005) + 1442695040888963407);
        return ((state >> 40) / (float)(1 << 23)) - 1;
    }
}
