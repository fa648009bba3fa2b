using System.Text.RegularExpressions;
using Xunit;

namespace ModelPack.Testing;

/// <summary>What a command did.</summary>
/// <param name="Command">The command line, for people.</param>
/// <param name="Folder">Where it ran.</param>
/// <param name="ExitCode">Its exit code, or <see langword="null"/> where it was killed because it hung.</param>
/// <param name="Output">Standard output and standard error, in the order of arrival, lines ended by <c>\n</c>.</param>
/// <param name="LogPath">The file that holds all of this.</param>
/// <param name="BinaryLogPath">The binary log, where the command wrote one.</param>
public sealed partial record CommandResult(string Command, string Folder, int? ExitCode, string Output, string LogPath, string? BinaryLogPath)
{
    /// <summary>Standard output alone, lines ended by <c>\n</c>.</summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>Each different error, as <c>CODE: text</c>, in order.</summary>
    public IReadOnlyList<string> Errors => Diagnostics("error");

    /// <summary>Each different warning, as <c>CODE: text</c>, in order.</summary>
    public IReadOnlyList<string> Warnings => Diagnostics("warning");

    /// <summary>The binary log of this command.</summary>
    public BinaryLog BinaryLog => BinaryLog.Read(BinaryLogPath ?? throw new InvalidOperationException($"'{Command}' writes no binary log."));

    /// <summary>Fails the test, showing the command and its output, unless the command succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        if (ExitCode != 0)
        {
            Fail(ExitCode is null ? "should succeed but hung and was killed" : $"should succeed but ended with {ExitCode}");
        }

        return this;
    }

    /// <summary>Fails the test unless the command succeeded and gave no warning.</summary>
    public CommandResult ShouldSucceedWithoutWarnings()
    {
        ShouldSucceed();
        // A warning need not have a code: the summary counts them all.
        if (Warnings.Count > 0 || WarningCount().IsMatch(Output))
        {
            Fail($"should give no warning but gave {string.Join(", ", Warnings.DefaultIfEmpty("one without a code"))}");
        }

        return this;
    }

    /// <summary>Fails the test unless the command failed, and with an error of this code.</summary>
    /// <param name="code">An error code such as <c>MP1001</c>; <see langword="null"/> takes any failure.</param>
    public CommandResult ShouldFail(string? code = null)
    {
        if (ExitCode is null or 0)
        {
            Fail(ExitCode is null ? "should fail but hung and was killed" : "should fail but succeeded");
        }

        if (code is not null && !Errors.Any(error => error.StartsWith(code + ":", StringComparison.Ordinal)))
        {
            Fail($"should fail with {code} but gave {string.Join(", ", Errors.DefaultIfEmpty("no error with a code"))}");
        }

        return this;
    }

    /// <summary>Fails the test unless the command failed with exactly one error, of this code. Returns the error's text.</summary>
    /// <param name="code">An error code such as <c>MP1001</c>.</param>
    public string ShouldFailOnlyWith(string code)
    {
        ShouldFail(code);
        if (Errors.Count > 1)
        {
            Fail($"should give one error but gave {Errors.Count}: {string.Join(", ", Errors)}");
        }

        return Errors[0];
    }

    /// <summary>Fails the test unless the output has this text.</summary>
    public CommandResult ShouldSay(string text)
    {
        if (!Output.Contains(text, StringComparison.Ordinal))
        {
            Fail($"should say '{text}'");
        }

        return this;
    }

    /// <summary>Fails the test with the command, its output and where its logs are.</summary>
    /// <param name="reason">What is wrong with the command, as the rest of a sentence.</param>
    public void Fail(string reason)
    {
        Workspace.KeepAll(LogPath);
        Assert.Fail($"'{Command}' {reason}.\nfolder:     {Folder}\nlog:        {LogPath}\nbinary log: {BinaryLogPath ?? "none"}\n\n{Output}");
    }

    private string[] Diagnostics(string severity) =>
        [.. DiagnosticLine().Matches(Output)
            .Where(match => match.Groups["severity"].Value == severity)
            .Select(match => $"{match.Groups["code"].Value}: {match.Groups["text"].Value}")
            .Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\s+[1-9]\d* Warning\(s\)", RegexOptions.Multiline)]
    private static partial Regex WarningCount();

    // MSBuild's canonical form; the project in brackets at the end is not part of the text.
    [GeneratedRegex(@"^(?:.*?(?: :|:)) (?<severity>error|warning) (?<code>[A-Za-z]+\d+)\s*: (?<text>.*?)(?: \[[^\]\n]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex DiagnosticLine();
}
