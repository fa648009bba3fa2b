using System.Globalization;

namespace ModelPack.Core.Validation;

/// <summary>Where the validator leaves the outputs that it recorded: by the number of the sample.</summary>
internal static class RecordedOutputs
{
    /// <summary>The file with the object of a JSON sample's outputs.</summary>
    public static string Json(string folder, int sample) => Path.Combine(folder, Name(sample) + ".json");

    /// <summary>The folder with the outputs of an ONNX test vector, <c>output_N.pb</c>.</summary>
    public static string Vector(string folder, int sample) => Path.Combine(folder, Name(sample));

    private static string Name(int sample) => sample.ToString(CultureInfo.InvariantCulture);
}
