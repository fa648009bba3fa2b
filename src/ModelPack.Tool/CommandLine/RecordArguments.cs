using System.CommandLine;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Records;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.CommandLine;

/// <summary>The options of commands that read and publish records: where they are, who acts, with which key.</summary>
internal sealed class RecordArguments
{
    private const string PasswordVariable = "MODELPACK_KEY_PASSWORD";

    private readonly Option<string?> _source = new("--source", "-s") { Description = "Where the model is: a name of nuget.config, a URL or a folder; needed unless one source is configured.", HelpName = "source" };
    private readonly Option<string?> _recordsSource = new("--records-source") { Description = "Where records are, if not there.", HelpName = "source" };
    private readonly Option<string?> _configFile = new("--configfile") { Description = "Read this nuget.config instead of those that apply here.", HelpName = "file" };
    private readonly Option<string?> _apiKey = new("--api-key", "-k") { Description = "The API key of the source, if not the one in nuget.config.", HelpName = "key" };
    private readonly Option<string?> _actor = new("--actor") { Description = "Who does it; by default the user of the CI system, of git, or of this machine.", HelpName = "name" };
    private readonly Option<string?> _key = new("--key") { Description = $"Sign the record with this private key (P-256, PEM); {PasswordVariable} has the password of an encrypted one.", HelpName = "file" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public RecordArguments(Command command)
    {
        command.Options.Add(_source);
        command.Options.Add(_recordsSource);
        command.Options.Add(_configFile);
        command.Options.Add(_apiKey);
        command.Options.Add(_actor);
        command.Options.Add(_key);
    }

    /// <summary>Opens the sources.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">There are no such sources (MP5001), or none is named (MP5102).</exception>
    public RecordFeeds Feeds(ParseResult result, ToolOutput output)
    {
        FeedContext context = FeedContext.Load(Directory.GetCurrentDirectory(), result.GetValue(_configFile));
        string source = result.GetValue(_source)
            ?? (context.Sources is [var only] ? only.Name : throw ToolProblems.BadArgument($"nuget.config has {(context.Sources.Count == 0 ? "no source" : Counts.Text(context.Sources.Count, "source"))}: name the one with the model with --source."));
        return new RecordFeeds(context, source, result.GetValue(_recordsSource), new PushOptions { ApiKey = result.GetValue(_apiKey), Feed = new FeedOptions { Warn = output.Warn } });
    }

    /// <summary>Who acts.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">The name cannot be used (MP5076).</exception>
    public RecordActor Actor(ParseResult result) => RecordActors.Resolve(result.GetValue(_actor), Directory.GetCurrentDirectory());

    /// <summary>The key to sign with, or <see langword="null"/>.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be used (MP5063).</exception>
    public RecordKey? Key(ParseResult result) => result.GetValue(_key) is { } file ? RecordKey.LoadPrivate(file, Environment.GetEnvironmentVariable(PasswordVariable)) : null;
}
