using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;

namespace ModelPack.Tool.CommandLine;

/// <summary>The option that names the policy.</summary>
internal sealed class PolicyArguments
{
    private readonly Option<string?> _policy = new("--policy") { Description = $"The policy; by default {ReleasePolicy.FileName} of this folder or one above it.", HelpName = "file" };

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    public PolicyArguments(Command command) => command.Options.Add(_policy);

    /// <summary>The policy, or <see langword="null"/> where there is none.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is malformed (MP5062).</exception>
    public PolicyFile? Read(ParseResult result) => PolicyFile.Load(Directory.GetCurrentDirectory(), result.GetValue(_policy));
}
