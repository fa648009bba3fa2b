using System.CommandLine;
using ModelPack.Feeds;
using ModelPack.Feeds.Pushing;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Push;

/// <summary>The options of commands that send packages to a feed.</summary>
internal sealed class PublishArguments
{
    private readonly Option<string?> _apiKey = new("--api-key", "-k") { Description = "The feed's API key; by default the one that <apikeys> of nuget.config has for it.", HelpName = "key" };
    private readonly Option<string?> _configFile = new("--configfile") { Description = "Read this nuget.config instead of those that apply here.", HelpName = "file" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "How many seconds to wait for a feed that shows packages late.", HelpName = "seconds", DefaultValueFactory = _ => 300 };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public PublishArguments(Command command)
    {
        command.Options.Add(_apiKey);
        command.Options.Add(_configFile);
        _timeout.AtLeast(0, "--timeout takes a number of seconds, not less than 0.");
        command.Options.Add(_timeout);
    }

    /// <summary>The configuration that applies in the current folder.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be used, with a code MP50xx.</exception>
    public FeedContext Context(ParseResult result) => FeedContext.Load(Directory.GetCurrentDirectory(), result.GetValue(_configFile));

    /// <summary>How to push.</summary>
    public PushOptions Options(ParseResult result, ToolOutput output, IProgress<PushProgress>? progress = null, bool dryRun = false, bool verify = false) => new()
    {
        Feed = new FeedOptions { Warn = output.Warn },
        ApiKey = result.GetValue(_apiKey),
        ConfirmTimeout = TimeSpan.FromSeconds(Math.Clamp(result.GetValue(_timeout), 1, 86_400)),
        DryRun = dryRun,
        Verify = verify,
        Progress = progress,
    };
}
