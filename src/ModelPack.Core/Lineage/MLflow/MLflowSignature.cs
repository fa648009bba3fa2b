using System.Globalization;
using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads the signature in an <c>MLmodel</c>: JSON in a text, of columns or tensors.</summary>
internal static class MLflowSignature
{
    /// <summary>Reads a signature.</summary>
    /// <param name="signature">The section <c>signature</c>.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">A side of it is no JSON.</exception>
    public static ClaimedSignature Read(DataNode signature, string path) => new(Side(signature, "inputs"), Side(signature, "outputs"), path);

    private static List<ClaimedTensor>? Side(DataNode signature, string name)
    {
        if (signature[name] is not { } side)
        {
            return null;
        }

        DataNode list = side;
        if (side.Kind == DataKind.Text)
        {
            try
            {
                list = JsonData.Read(Encoding.UTF8.GetBytes(side.Text));
            }
            catch (DataException exception)
            {
                throw new DataException($"The signature's {name} are no JSON: {exception.Message}", side.Line, exception);
            }
        }

        return list.Kind == DataKind.List ? [.. list.Items.Select(Tensor)] : null;
    }

    private static ClaimedTensor Tensor(DataNode item)
    {
        string? name = item.String("name");
        if (item["tensor-spec"] is { } spec)
        {
            return new ClaimedTensor(
                name,
                ElementType(spec.String("dtype")),
                [.. spec["shape"]?.Items.Select(dimension => long.TryParse(dimension.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long size) ? size : -1) ?? []]);
        }

        return new ClaimedTensor(name, ElementType(item.String("type")), null);
    }

    /// <summary>NumPy's and MLflow's names by ONNX's.</summary>
    private static string? ElementType(string? type) => type switch
    {
        "float32" or "float" => "float",
        "float64" or "double" => "double",
        "float16" => "float16",
        "int8" or "int16" or "int32" or "int64" or "uint8" or "uint16" or "uint32" or "uint64" => type,
        "integer" => "int32",
        "long" => "int64",
        "bool" or "boolean" => "bool",
        "string" or "str" or "object" => "string",
        _ => type?.StartsWith("<U", StringComparison.Ordinal) == true ? "string" : null,
    };
}
