using System.Text.RegularExpressions;

namespace ModelPack.Feeds.Filters;

/// <summary>Values that cannot be what they are compared as: without this check they would be compared as texts, and tell nothing.</summary>
internal static partial class FilterLiterals
{
    private static readonly string[] s_dates = ["created", "published"];

    /// <summary>A value without quotes that begins like a date must be one: 2026-13-01 would be a version, the prerelease '13-01' of 2026.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is none (MP5043).</exception>
    public static void RequireDate(FilterValue value, FilterToken token)
    {
        if (DateStart().IsMatch(token.Value) && value.Date is null)
        {
            throw FilterProblems.Wrong(token.Column, $"{token} is no date; dates are written as 2026-05, 2026-05-17 or 2026-05-17T08:00:00Z, texts stand in quotes");
        }
    }

    /// <summary>What the version of a model, and its times, are compared with must be a version, or a time.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is none (MP5043).</exception>
    public static void Require(FilterPath path, FilterOperator how, FilterOperand other)
    {
        if (how == FilterOperator.Contains || other.Value is not { } value)
        {
            return;
        }

        if (path.Is("version") && value.Version is null)
        {
            throw FilterProblems.Wrong(other.Token.Column, $"{other.Token} is no version; versions are written as 1.2.3 or 1.2.3-beta.1, and 'contains' and '~' compare texts");
        }

        if (Array.Exists(s_dates, path.Is) && value.Date is null)
        {
            throw FilterProblems.Wrong(other.Token.Column, $"{other.Token} is no date; dates are written as 2026-05, 2026-05-17 or 2026-05-17T08:00:00Z");
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{1,2}(-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex DateStart();
}
