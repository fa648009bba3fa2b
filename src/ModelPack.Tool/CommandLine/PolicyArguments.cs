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
    /// <exception cref="ModelPackException">It is malformed (MP5062).</exception>
    public PolicyFile? Read(ParseResult result) => PolicyFile.Load(Directory.GetCurrentDirectory(), result.GetValue(_policy));

    /// <summary>The policy with its commit, for records that it does not stop: one that was not named and is malformed is a warning.</summary>
    /// <exception cref="ModelPackException">The one that was named is malformed (MP5062).</exception>
    public PolicyFile? ReadHint(ParseResult result, ToolOutput output) => OrWarning(Read, result, output);

    /// <summary>The policy, for commands that do or propose what it says; <see langword="null"/> where there is none.</summary>
    /// <exception cref="ModelPackException">It is malformed (MP5062).</exception>
    public ReleasePolicy? Rules(ParseResult result) => (result.GetValue(_policy) ?? ReleasePolicy.Find(Directory.GetCurrentDirectory())) is { } file ? ReleasePolicy.Load(file) : null;

    /// <summary>The policy, for commands that only show: one that was not named and is malformed is a warning.</summary>
    /// <exception cref="ModelPackException">The one that was named is malformed (MP5062).</exception>
    public ReleasePolicy? Hints(ParseResult result, ToolOutput output) => OrWarning(Rules, result, output);

    private T? OrWarning<T>(Func<ParseResult, T?> read, ParseResult result, ToolOutput output)
        where T : class
    {
        try
        {
            return read(result);
        }
        catch (ModelPackException exception) when (result.GetValue(_policy) is null)
        {
            output.Warn(exception.Problem with { Severity = ProblemSeverity.Warning });
            return null;
        }
    }
}
