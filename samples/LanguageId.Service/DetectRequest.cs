namespace LanguageId.Service;

/// <summary>The body of <c>POST /detect</c>: one text or several.</summary>
/// <param name="Text">The text.</param>
/// <param name="Texts">The texts.</param>
internal sealed record DetectRequest(string? Text, IReadOnlyList<string>? Texts)
{
    /// <summary>What a request must be.</summary>
    public const string Expected = "Send JSON with either 'text' (a string) or 'texts' (a list of strings).";

    private const int MaxLength = 2_000;
    private const int MaxTexts = 100;

    /// <summary>What is wrong with the request; <see langword="null"/> if nothing is.</summary>
    public string? Validate()
    {
        if ((Text is null) == (Texts is null))
        {
            return Expected;
        }

        IReadOnlyList<string?> texts = Texts ?? [Text!];
        return texts.Count is 0 or > MaxTexts ? $"'texts' must hold 1 to {MaxTexts} texts; there are {texts.Count}."
            : texts.Any(string.IsNullOrWhiteSpace) ? "A text is empty: it has no language."
            : texts.Max(text => text!.Length) is > MaxLength and var length ? $"A text has {length} characters; at most {MaxLength} are taken."
            : null;
    }
}
