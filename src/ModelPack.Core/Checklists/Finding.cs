namespace ModelPack.Core.Checklists;

/// <summary>How an element is met.</summary>
/// <param name="Status">How.</param>
/// <param name="Value">What is said.</param>
/// <param name="Evidence">What proves it, or who says it.</param>
/// <param name="Cure">How to supply what is missing.</param>
internal sealed record Finding(ElementStatus Status, string? Value, string? Evidence, string? Cure)
{
    private const int LongestValue = 1000;

    /// <summary>Checked against bytes.</summary>
    public static Finding Proven(string value, string evidence) => new(ElementStatus.Proven, Short(value), evidence, null);

    /// <summary>Said by somebody.</summary>
    public static Finding Stated(string value, string evidence, string? cure = null) => new(ElementStatus.Stated, Short(value), evidence, cure);

    /// <summary>Said by nobody.</summary>
    public static Finding Missing(string cure) => new(ElementStatus.Missing, null, null, cure);

    /// <summary>Stated in a field of the manifest, or missing.</summary>
    public static Finding Of(string? value, string field, string cure) => string.IsNullOrWhiteSpace(value) ? Missing(cure) : Stated(value, $"modelpack.json: {field}");

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";
}
