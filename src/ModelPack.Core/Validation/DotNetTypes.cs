using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Validation;

/// <summary>
/// What ONNX Runtime's .NET API can express. Its element types end at bfloat16, and complex numbers are missing: it refuses to open a model with
/// others among its inputs and outputs (measured with 1.31.1), which the C API and other languages open.
/// </summary>
internal static class DotNetTypes
{
    /// <summary>A warning where a service in .NET could not open a model; the package is right nevertheless.</summary>
    /// <param name="entry">The model in the manifest.</param>
    /// <param name="model">Its file.</param>
    public static Problem? Check(ModelEntry entry, ModelSource model)
    {
        IEnumerable<ModelValue> values = entry.Signature is { } signature ? signature.Inputs.Concat(signature.Outputs) : [];
        string[] beyond = [.. values.Select(value => (value.Name, Type: Beyond(value.Type))).Where(value => value.Type is not null).Select(value => $"'{value.Name}' ({value.Type})")];
        return beyond.Length == 0 ? null : new Problem(
            DiagnosticCodes.TypeBeyondDotNet,
            $"'{entry.File}' has inputs or outputs of types that ONNX Runtime's .NET API cannot express: {string.Join(", ", beyond.Take(4))}{(beyond.Length > 4 ? ", …" : "")}. "
            + $"A .NET service cannot open it; add Cast nodes at its edges, or put {DiagnosticCodes.TypeBeyondDotNet} into NoWarn where others use it.",
            model.File.FullPath,
            Severity: ProblemSeverity.Warning);
    }

    /// <summary>The element type in a type that .NET cannot express; <see langword="null"/> where it can.</summary>
    public static string? Beyond(ModelType type) => type.Element is { } element ? Beyond(element)
        : OnnxElementTypes.Parse(type.ElementType) is > OnnxElementType.BFloat16 or OnnxElementType.Complex64 or OnnxElementType.Complex128 ? type.ElementType
        : null;
}
