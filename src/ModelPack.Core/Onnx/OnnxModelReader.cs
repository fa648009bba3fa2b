using ModelPack.Core.Diagnostics;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>
/// Reads what an ONNX model says about itself. Needs a few kilobytes of memory for models of any size: the data of tensors is passed over, and no
/// length in the file is believed. Source of the format: the ONNX specification, <c>onnx-ml.proto</c>.
/// </summary>
public static class OnnxModelReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">The <c>.onnx</c> file.</param>
    /// <exception cref="ModelPackException">
    /// It is no ONNX model, is damaged or cannot be read (MP2001 to MP2014), or says in no usable way where its external data lies (MP1045).
    /// </exception>
    public static OnnxModelFacts Read(string path)
    {
        OnnxModelFacts facts = new();
        try
        {
            return ModelFileErrors.Guard(path, () => Read(path, facts));
        }
        catch (ModelPackException exception) when (FactsText.Of(facts) is { } known)
        {
            // What can still be read helps to find out which model it was.
            throw new ModelPackException(exception.Problem with { Message = $"{exception.Problem.Message} {known}" }, exception.InnerException);
        }
    }

    private static OnnxModelFacts Read(string path, OnnxModelFacts facts)
    {
        using FileWindow file = new(path);
        ModelFormat format = ModelFormatDetector.Detect(file);
        if (format != ModelFormat.Onnx)
        {
            throw ModelFileErrors.NotExpected(path, format, file, "an ONNX model");
        }

        ProtoReader reader = new(file);
        OnnxHeadScanner head = new(reader, facts);
        head.Scan();
        OnnxGraphScanner graph = new(path, reader, facts, head.Inputs.Select(input => input.Name), head.HasFunctions);
        graph.Scan();
        facts.SplitInputs(head.Inputs, graph.Initialized);
        return facts;
    }
}
