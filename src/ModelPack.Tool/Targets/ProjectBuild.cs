using ModelPack.Feeds;

namespace ModelPack.Tool.Targets;

/// <summary>How a model project is built.</summary>
/// <param name="Restore">Whether it is restored first.</param>
/// <param name="Properties">Global properties, each <c>name=value</c>.</param>
internal sealed record ProjectBuild(bool Restore, IReadOnlyList<string> Properties)
{
    /// <summary>As the options of feeds say. The SDK itself is found by <c>nuget.config</c> alone.</summary>
    /// <param name="context">The configuration.</param>
    /// <param name="configFile">The configuration file that was named.</param>
    /// <param name="onlySources">Whether sources were named.</param>
    public static ProjectBuild Of(FeedContext context, string? configFile, bool onlySources) => new(!context.IsOffline,
    [
        .. configFile is null ? [] : new[] { $"RestoreConfigFile={Path.GetFullPath(configFile)}" },
        .. onlySources ? new[] { $"RestoreSources={string.Join("%3B", context.Sources.Select(source => source.Source))}" } : [],
    ]);

    /// <summary>The build with another property.</summary>
    public ProjectBuild With(string property) => this with { Properties = [.. Properties, property] };
}
