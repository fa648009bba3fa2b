using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ModelPack.Tool.CommandLine;

/// <summary>What options of all commands must be.</summary>
internal static class OptionRules
{
    private static readonly string[] s_places = ["source", "file", "folder", "project", "path"];

    /// <summary>Requires that an option's number is not less than another.</summary>
    /// <param name="option">The option.</param>
    /// <param name="minimum">The least that it can be.</param>
    /// <param name="message">What is said where it is less; of a text that is no number the parser itself tells.</param>
    public static void AtLeast(this Option option, int minimum, string message) => option.Validators.Add(value =>
    {
        if (value.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number < minimum)
        {
            value.AddError(message);
        }
    });

    /// <summary>
    /// The arguments, sources, files and folders of a command line that are given and empty, as by a variable that is not set: as a path such a text is the current folder.
    /// </summary>
    public static IEnumerable<string> Empty(ParseResult result) =>
    [
        .. result.CommandResult.Command.Arguments.Where(argument => IsEmpty(result.GetResult(argument)?.Tokens)).Select(argument => $"<{argument.Name}>"),
        .. result.CommandResult.Command.Options.Where(option => s_places.Contains(option.HelpName) && IsEmpty(result.GetResult(option)?.Tokens)).Select(option => option.Name),
    ];

    private static bool IsEmpty(IReadOnlyList<Token>? tokens) => tokens is not null && tokens.Any(token => string.IsNullOrWhiteSpace(token.Value));
}
