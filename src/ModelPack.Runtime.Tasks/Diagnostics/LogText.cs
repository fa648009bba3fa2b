namespace ModelPack.Runtime.Tasks.Diagnostics;

/// <summary>Text of others in messages.</summary>
internal static class LogText
{
    /// <summary>The text as one line, without characters that are no text.</summary>
    public static string Line(string text) => string.Join(' ', text.Split([' ', '\t', '\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries).Select(word => new string([.. word.Where(character => !char.IsControl(character))])));
}
