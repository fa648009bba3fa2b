namespace ModelPack.Core.Samples;

/// <summary>
/// A golden sample: the input of one run, and the outputs that it must give. The values stay in their files, which the validator reads, so that
/// they take no memory in a build.
/// </summary>
/// <param name="Name">What messages call it, e.g. <c>test_data_set_0</c> or <c>greeting.json</c>.</param>
/// <param name="JsonPath">The full path of a JSON sample; <see langword="null"/> for an ONNX test vector.</param>
/// <param name="Inputs">The input files of an ONNX test vector, by index.</param>
/// <param name="Outputs">The output files of an ONNX test vector, by index.</param>
public sealed record SampleSet(string Name, string? JsonPath, IReadOnlyList<SampleFile> Inputs, IReadOnlyList<SampleFile> Outputs)
{
    /// <summary>The file that a problem with the sample as a whole is reported on.</summary>
    public string? File => JsonPath ?? (Outputs.Count > 0 ? Outputs[0].Path : Inputs.Count > 0 ? Inputs[0].Path : null);
}
