using System.Globalization;

namespace ModelPack.Testing.Feeds;

/// <summary>The order of SemVer 2.</summary>
/// <param name="Version">A version in NuGet's normal form.</param>
public readonly record struct FeedVersionOrder(string Version) : IComparable<FeedVersionOrder>
{
    /// <inheritdoc/>
    public int CompareTo(FeedVersionOrder other)
    {
        (int[] numbers, string[] labels) = Parse(Version);
        (int[] otherNumbers, string[] otherLabels) = Parse(other.Version);
        int result = numbers.AsSpan().SequenceCompareTo(otherNumbers);
        if (result != 0 || labels.Length == 0 || otherLabels.Length == 0)
        {
            return result != 0 ? result : otherLabels.Length.CompareTo(labels.Length);
        }

        foreach ((string label, string otherLabel) in labels.Zip(otherLabels))
        {
            bool isNumber = int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            bool isOtherNumber = int.TryParse(otherLabel, NumberStyles.None, CultureInfo.InvariantCulture, out int otherNumber);
            result = isNumber && isOtherNumber ? number.CompareTo(otherNumber) : isNumber ? -1 : isOtherNumber ? 1 : string.CompareOrdinal(label, otherLabel);
            if (result != 0)
            {
                return result;
            }
        }

        return labels.Length.CompareTo(otherLabels.Length);
    }

    public static bool operator <(FeedVersionOrder left, FeedVersionOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(FeedVersionOrder left, FeedVersionOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeedVersionOrder left, FeedVersionOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeedVersionOrder left, FeedVersionOrder right) => left.CompareTo(right) >= 0;

    private static (int[] Numbers, string[] Labels) Parse(string version)
    {
        int dash = version.IndexOf('-', StringComparison.Ordinal);
        string[] numbers = (dash < 0 ? version : version[..dash]).Split('.');
        int[] four = new int[4];
        for (int i = 0; i < numbers.Length; i++)
        {
            four[i] = int.Parse(numbers[i], CultureInfo.InvariantCulture);
        }

        return (four, dash < 0 ? [] : version[(dash + 1)..].Split('.'));
    }
}
