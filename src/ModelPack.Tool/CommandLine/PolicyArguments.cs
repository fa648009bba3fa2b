using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.CommandLine;

/// <summary>The option that names the policy, and how strictly it is read.</summary>
internal sealed class PolicyArguments
{
    private readonly Option<string?> _policy = new("--policy") { Description = $"The policy; by default {ReleasePolicy.FileName} of this folder or one above it.", HelpName = "file" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public PolicyArguments(Command command) => command.Options.Add(_policy);

    /// <summary>The policy with its commit, for commands whose records name it; <see langword="null"/> where there is none.</summary>
    /// <exception cref="ModelPackException">It is malformed (MP5062), or what names it is empty (MP5102).</exception>
    public PolicyFile? Read(ParseResult result) => PolicyFile.Load(Directory.GetCurrentDirectory(), Named(result));

    /// <summary>The policy with its commit, for records that it does not stop: one that was not named and is malformed is a warning.</summary>
    /// <exception cref="ModelPackException">The one that was named is malformed (MP5062).</exception>
    public PolicyFile? ReadHint(ParseResult result, ToolOutput output)
    {
        try
        {
            return Read(result);
        }
        catch (ModelPackException exception) when (result.GetValue(_policy) is null)
        {
            output.Warn(exception.Problem with { Severity = ProblemSeverity.Warning });
            return null;
        }
    }

    /// <summary>The policy, for commands that do or propose what it says; <see langword="null"/> where there is none.</summary>
    /// <exception cref="ModelPackException">It is malformed (MP5062).</exception>
    public ReleasePolicy? Rules(ParseResult result) => (Named(result) ?? ReleasePolicy.Find(Directory.GetCurrentDirectory())) is { } file ? ReleasePolicy.Load(file) : null;

    /// <summary>The policy, for commands that only show: one that was not named and is malformed is a warning.</summary>
    /// <exception cref="ModelPackException">The one that was named is malformed (MP5062).</exception>
    public ReleasePolicy? Hints(ParseResult result, ToolOutput output)
    {
        try
        {
            return Rules(result);
        }
        catch (ModelPackException exception) when (result.GetValue(_policy) is null)
        {
            output.Warn(exception.Problem with { Severity = ProblemSeverity.Warning });
            return null;
        }
    }

    // An empty one is a variable that was not set: the policy of a folder above is not what was meant.
    private string? Named(ParseResult result) => result.GetValue(_policy) is { } file
        ? !string.IsNullOrWhiteSpace(file) ? file : throw ToolProblems.BadArgument($"'--policy' is empty. Name a policy file, or leave it out: then {ReleasePolicy.FileName} of this folder or one above it counts.")
        : null;
}
