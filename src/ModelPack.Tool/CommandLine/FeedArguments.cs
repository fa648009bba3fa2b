using System.CommandLine;
using ModelPack.Feeds;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.CommandLine;

/// <summary>The options of commands that ask feeds, as <c>dotnet restore</c> names them.</summary>
internal sealed class FeedArguments
{
    private readonly Option<string[]> _sources = new("--source", "-s") { Description = "Ask only this source: a name of nuget.config, a URL or a folder. Can be repeated.", HelpName = "source" };
    private readonly Option<string?> _configFile = new("--configfile") { Description = "Read this nuget.config instead of those that apply here.", HelpName = "file" };
    private readonly Option<bool> _offline = new("--offline") { Description = "Look into the package folders of this machine only." };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public FeedArguments(Command command)
    {
        command.Options.Add(_sources);
        command.Options.Add(_configFile);
        command.Options.Add(_offline);
    }

    /// <summary>The sources that are named.</summary>
    public IReadOnlyList<string> Named(ParseResult result) => result.GetValue(_sources) ?? [];

    /// <summary>The configuration that applies in the current folder.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be used, with a code MP50xx.</exception>
    public FeedContext Context(ParseResult result) =>
        FeedContext.Load(Directory.GetCurrentDirectory(), result.GetValue(_configFile), result.GetValue(_sources), result.GetValue(_offline));

    /// <summary>How model projects are built under these options.</summary>
    public ProjectBuild Build(ParseResult result, FeedContext context) => ProjectBuild.Of(context, result.GetValue(_configFile), result.GetValue(_sources) is { Length: > 0 });

    /// <summary>Packages of that configuration.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be used, with a code MP50xx.</exception>
    public PackageLocator Packages(ParseResult result, ToolOutput output) => new(Context(result), new FeedOptions { Warn = output.Warn });
}
