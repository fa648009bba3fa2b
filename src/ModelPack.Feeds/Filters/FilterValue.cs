using System.Globalization;
using System.Text.Json;
using NuGet.Versioning;

namespace ModelPack.Feeds.Filters;

/// <summary>A value of a manifest, or one that a filter names. Numbers, dates and versions compare as such, whether they are texts or not.</summary>
internal sealed class FilterValue
{
    private static readonly string[] s_dates =
    [
        "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    private readonly bool _isNumber;

    private FilterValue(string text, bool isNumber)
    {
        Text = text;
        _isNumber = isNumber;
        Number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    /// <summary>The value as it is written.</summary>
    public string Text { get; }

    /// <summary>The value as a number, where it is one.</summary>
    public double? Number { get; }

    /// <summary>The value as a date, where it is one.</summary>
    public DateTimeOffset? Date =>
        DateTimeOffset.TryParseExact(Text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date) ? date : null;

    /// <summary>The value as a version, where it is one.</summary>
    public NuGetVersion? Version => Text.Length > 0 && char.IsAsciiDigit(Text[0]) && NuGetVersion.TryParse(Text, out NuGetVersion? version) ? version : null;

    /// <summary>A text.</summary>
    public static FilterValue OfText(string text) => new(text, isNumber: false);

    /// <summary>A number, date or version without quotes.</summary>
    public static FilterValue OfNumber(string text) => new(text, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>A value of a manifest; <see langword="null"/> for objects, lists and nulls.</summary>
    public static FilterValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => OfText(element.GetString()!),
        JsonValueKind.Number => new FilterValue(element.GetRawText(), isNumber: true),
        JsonValueKind.True => OfText("true"),
        JsonValueKind.False => OfText("false"),
        _ => null,
    };

    /// <summary>Whether two values are equal.</summary>
    public bool IsEqualTo(FilterValue other) => Text == other.Text || (Compare(other, textsToo: false) ?? 1) == 0;

    /// <summary>Compares two values.</summary>
    /// <returns>Less than, equal to or greater than zero; <see langword="null"/> where they have no order.</returns>
    public int? Compare(FilterValue other, bool textsToo = true)
    {
        // A number in the manifest, or one without quotes, says that a number is meant.
        if ((_isNumber || other._isNumber) && Number is { } number && other.Number is { } otherNumber)
        {
            return double.IsNaN(number) || double.IsNaN(otherNumber) ? null : number.CompareTo(otherNumber);
        }

        if (Date is { } date && other.Date is { } otherDate)
        {
            return date.CompareTo(otherDate);
        }

        if (Version is { } version && other.Version is { } otherVersion)
        {
            return version.CompareTo(otherVersion);
        }

        if (Number is { } parsed && other.Number is { } otherParsed && !double.IsNaN(parsed) && !double.IsNaN(otherParsed))
        {
            return parsed.CompareTo(otherParsed);
        }

        return textsToo && !_isNumber && !other._isNumber ? string.CompareOrdinal(Text, other.Text) : null;
    }
}
