using System.Globalization;

namespace ModelPack.Core.Packing;

/// <summary>Counts for people.</summary>
public static class Counts
{
    /// <summary>E.g. <c>1 package</c>, <c>2 packages</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called; others have an <c>s</c> more.</param>
    public static string Text(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
