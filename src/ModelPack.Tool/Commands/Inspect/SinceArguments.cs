using System.CommandLine;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using NuGet.Configuration;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>Where <c>inspect</c> asks what was learned of a model since it was packed: only where a source is named, for a label is read without the network, too.</summary>
internal sealed class SinceArguments
{
    private readonly Option<string?> _recordsSource = new("--records-source") { Description = "Ask this source for records of the model: what was learned since, and whether it was revoked. By default those that --source names.", HelpName = "source" };
    private readonly PolicyArguments _policy;

    /// <summary>Adds the options to a command.</summary>
    public SinceArguments(Command command)
    {
        command.Options.Add(_recordsSource);
        _policy = new PolicyArguments(command);
        Feeds = new FeedArguments(command);
    }

    /// <summary>The options that name feeds.</summary>
    public FeedArguments Feeds { get; }

    /// <summary>Reads what records say of models.</summary>
    /// <returns>It, in the order of the models; <see langword="null"/> where no source is named, or of a project, which was just built.</returns>
    public async Task<IReadOnlyList<VersionRecords?>> ReadAsync(ParseResult result, IReadOnlyList<TargetModel> models, FeedContext context, ToolOutput output, CancellationToken cancellationToken)
    {
        IReadOnlyList<PackageSource> sources = context.IsOffline ? []
            : result.GetValue(_recordsSource) is { } named ? [context.Find(named)]
            : Feeds.Named(result).Count > 0 ? context.Sources : [];
        VersionRecords?[] found = new VersionRecords?[models.Count];
        if (sources.Count == 0)
        {
            return found;
        }

        VersionRecordsReader reader = new(new RemotePackages(context, new FeedOptions { Warn = output.Warn }));
        ReleasePolicy? policy = _policy.Hints(result, output);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = models[i].Kind == TargetKind.Project ? null : await reader.ReadAsync(RecordSubject.Of(models[i].Manifest), sources, policy, cancellationToken);
        }

        return found;
    }
}
