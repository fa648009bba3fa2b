using System.Globalization;

namespace ModelPack.Core.Packing;

/// <summary>Sizes for people, in binary units.</summary>
public static class ByteSizes
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>E.g. <c>4.1 GiB</c>, <c>128 MiB</c>.</summary>
    /// <param name="bytes">The size in bytes.</param>
    public static string Text(long bytes)
    {
        double size = bytes;
        int unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return unit == 0 ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes") : string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }
}
