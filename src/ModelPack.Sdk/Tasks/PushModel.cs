using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Feeds.Pushing;

namespace ModelPack.Sdk.Tasks;

/// <summary>Pushes the package that was packed, with its payloads; see <see cref="PackagePusher"/>.</summary>
public sealed class PushModel : CancelableTask
{
    private const string NoSource = "There is no source to push to. Name one: -p:ModelPackPushSource=<name, URL or folder>, or set defaultPushSource in nuget.config.";

    /// <summary>The project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>What pack wrote: the package is among it.</summary>
    [Required]
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary><c>ModelPackPushSource</c>: the name of a configured source, an address or a folder.</summary>
    public string? Source { get; set; }

    /// <summary><c>ModelPackPushApiKey</c>.</summary>
    public string? ApiKey { get; set; }

    /// <summary><c>RestoreConfigFile</c>.</summary>
    public string? ConfigFile { get; set; }

    /// <summary><c>ModelPackPushDryRun</c>.</summary>
    public bool DryRun { get; set; }

    /// <summary><c>ModelPackPushTimeout</c>, in seconds; 0 for the default.</summary>
    public int Timeout { get; set; }

    /// <summary>What was pushed, in a line.</summary>
    [Output]
    public string? Summary { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        try
        {
            FeedContext context = FeedContext.Load(Path.GetDirectoryName(ProjectFile)!, string.IsNullOrEmpty(ConfigFile) ? null : ConfigFile);
            string source = string.IsNullOrEmpty(Source) ? PackagePusher.DefaultSource(context) ?? throw new ModelPackException(new Problem(FeedDiagnosticCodes.NoSuchSource, NoSource)) : Source;
            string package = Packages.Select(item => item.GetMetadata("FullPath")).Single(path => path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".symbols.nupkg", StringComparison.OrdinalIgnoreCase));
            PackagePusher pusher = new(context, source, Options());
            Summary = pusher.PushModelAsync(package, CancellationToken).GetAwaiter().GetResult().Summary(pusher.Name);
        }
        catch (ModelPackException exception)
        {
            Log.LogProblem(exception.Problem, ProjectFile, HelpLinkBase);
        }
    }

    private PushOptions Options() => new()
    {
        Feed = new FeedOptions { Warn = problem => Log.LogProblem(problem, ProjectFile, HelpLinkBase) },
        ApiKey = string.IsNullOrEmpty(ApiKey) ? null : ApiKey,
        DryRun = DryRun,
        ConfirmTimeout = Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : new PushOptions().ConfirmTimeout,
    };
}
