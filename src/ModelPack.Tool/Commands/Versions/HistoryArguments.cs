using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>What commands take that read the history of a model.</summary>
internal sealed class HistoryArguments
{
    private readonly FeedArguments _feeds;
    private readonly Option<string?> _recordsSource = new("--records-source") { Description = "Look for aliases and records on this source instead.", HelpName = "source" };
    private readonly Option<string[]> _stages = new("--stage") { Description = "Look for the alias of this stage too. Stages of the policy and, where the feed can be searched, all others are found without.", HelpName = "stage" };
    private readonly PolicyArguments _policy;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="stages">What <c>--stage</c> does, where it does more than naming stages whose aliases are looked for.</param>
    public HistoryArguments(Command command, string? stages = null)
    {
        _stages.Description = stages ?? _stages.Description;
        command.Options.Add(_stages);
        _policy = new PolicyArguments(command);
        command.Options.Add(_recordsSource);
        _feeds = new FeedArguments(command);
    }

    /// <summary>The packages of the sources.</summary>
    public RemotePackages Packages(ParseResult result, ToolOutput output) => new(_feeds.Context(result), new FeedOptions { Warn = output.Warn });

    /// <summary>The stages that are named.</summary>
    public IReadOnlyList<string> Stages(ParseResult result) => result.GetValue(_stages) ?? [];

    /// <summary>The configuration of the sources.</summary>
    public FeedContext Context(ParseResult result) => _feeds.Context(result);

    /// <summary>The policy, or <see langword="null"/> where there is none. One that was not named and is malformed is a warning: it only orders and proves.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">The one that was named is malformed (MP5062).</exception>
    public ReleasePolicy? Policy(ParseResult result, ToolOutput output) => _policy.Hints(result, output);

    /// <summary>How the history is read.</summary>
    public HistoryOptions Options(ParseResult result, FeedContext context, ReleasePolicy? policy) => new()
    {
        Stages = [.. Stages(result).Concat(policy?.Stages.Select(stage => stage.Name) ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
        GatedMetrics = [.. policy?.Stages.SelectMany(stage => stage.Metrics).Select(gate => gate.Name).Distinct(StringComparer.Ordinal) ?? []],
        Policy = policy,
        RecordSources = result.GetValue(_recordsSource) is { } source ? [context.Find(source)] : null,
    };
}
