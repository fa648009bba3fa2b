using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Whether a sample fits a model's signature. Shapes of outputs are compared with the run instead: declared ones are often wrong.</summary>
internal static class SignatureCheck
{
    /// <exception cref="ModelPackException">An input is missing, or a type or an input's shape does not fit.</exception>
    public static void Check(SampleSet sample, LoadedSample loaded, IReadOnlyList<ModelValue> inputs, IReadOnlyList<ModelValue> outputs)
    {
        foreach (ModelValue input in inputs)
        {
            string? why = loaded.Inputs.TryGetValue(input.Name, out SampleValue? value) ? Misfit(value, input.Type, checkShape: true)
                : input.Type.Kind == "optional" ? null
                : "is missing";
            Throw(sample, why, "input", input);
        }

        foreach (ModelValue output in outputs)
        {
            if (loaded.Outputs.TryGetValue(output.Name, out SampleValue? value))
            {
                Throw(sample, Misfit(value, output.Type, checkShape: false), "output", output);
            }
        }
    }

    /// <summary>Why a value is not of a type, or <see langword="null"/>.</summary>
    internal static string? Misfit(SampleValue value, ModelType type, bool checkShape)
    {
        switch (type.Kind)
        {
            case "unknown":
                return null;
            case "optional":
                return value is OptionalValue || type.Element is not { } held ? null : Misfit(value, held, checkShape);
            case "sequence" when value is SequenceValue sequence && type.Element is { } item:
                return sequence.Items.Select(value => Misfit(value, item, checkShape)).FirstOrDefault(why => why is not null);
            case "map" when value is MapValue map && type.Element is { } mapped:
                return map.Items.Values.Select(value => Misfit(value, mapped, checkShape: false)).FirstOrDefault(why => why is not null);
            case "tensor" when value is TensorValue tensor:
                return TensorMisfit(tensor.ElementType, tensor.Shape, type, checkShape);
            case "sparse_tensor" when value is SparseValue sparse:
                return TensorMisfit(sparse.Values.ElementType, sparse.Shape, type, checkShape);
            default:
                return $"is a {value.Kind}, but the model has a {type.Kind} there";
        }
    }

    private static string? TensorMisfit(OnnxElementType elementType, IReadOnlyList<long> given, ModelType type, bool checkShape)
    {
        string? name = OnnxElementTypes.NameOf(elementType);
        if (type.ElementType is not null && type.ElementType != name)
        {
            return $"is of the type {name}, but the model has {type.ElementType}";
        }

        bool fits = !checkShape || type.Shape is not { } shape
            || (shape.Count == given.Count && shape.Zip(given).All(pair => pair.First.Size is not { } size || size == pair.Second));
        return fits ? null : $"has the shape [{string.Join(',', given)}], but the model has [{string.Join(',', type.Shape!)}]";
    }

    private static void Throw(SampleSet sample, string? why, string what, ModelValue value)
    {
        if (why is not null)
        {
            throw new ModelPackException(new Problem(
                DiagnosticCodes.SampleContradictsSignature,
                $"The sample '{sample.Name}' contradicts the model: {what} '{value.Name}' {why}. Mend the sample or the model.",
                sample.File));
        }
    }
}
