using System.Security;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Records;
using ModelPack.Testing.Feeds;
using NuGet.Configuration;

namespace ModelPack.Feeds.Tests;

/// <summary>A folder with a <c>nuget.config</c> of its own, whose package folder is in it.</summary>
internal sealed class FeedWorkspace : IDisposable
{
    private readonly TempFolder _folder = new("feeds");
    private readonly List<string> _sources = [];

    public FeedWorkspace() => Save();

    public string Root => _folder.Path;

    public string Packages => this["packages"];

    public string Flat => this["flat"];

    /// <summary>What stays in <c>nuget.config</c> beside sources.</summary>
    public string More { get; set; } = "";

    public string this[string relative] => _folder[relative];

    /// <summary>Every file of the package folder, with forward slashes.</summary>
    public IReadOnlyList<string> Installed => Directory.Exists(Packages)
        ? [.. Directory.EnumerateFileSystemEntries(Packages, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Packages, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Adds a source.</summary>
    public FeedWorkspace Source(string name, string value, string attributes = "")
    {
        _sources.Add($"""<add key="{name}" value="{SecurityElement.Escape(value)}" {attributes} />""");
        Save();
        return this;
    }

    /// <summary>Adds a folder as a source, with or without packages.</summary>
    public FeedWorkspace FlatSource()
    {
        Directory.CreateDirectory(Flat);
        return Source("flat", Flat);
    }

    /// <summary>Adds an HTTP feed as a source.</summary>
    public FeedWorkspace Source(string name, HttpFeed feed)
    {
        // An earlier feed of this process may have had its port.
        if (HistoryMemory.Open().FileOf(new PackageSource(feed.Index.ToString()), "any") is { } file && Directory.Exists(Path.GetDirectoryName(file)))
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }

        return Source(name, feed.Index.ToString(), """protocolVersion="3" allowInsecureConnections="true" """);
    }

    /// <summary>Removes a source.</summary>
    public void Remove(string name)
    {
        _sources.RemoveAll(source => source.StartsWith($"<add key=\"{name}\"", StringComparison.Ordinal));
        Save();
    }

    public void Save() => _folder.Write("nuget.config", $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="packages" />
          </config>
          <packageSources>
            <clear />
            {string.Join("\n    ", _sources)}
          </packageSources>
          {More}
        </configuration>
        """);

    /// <summary>Reads the configuration.</summary>
    public FeedContext Load(params string[] sources) => FeedContext.Load(Root, sources: sources);

    /// <summary>Reads the configuration, for quick tries.</summary>
    public PackageLocator Locator(FeedOptions? options = null, params string[] sources) => new(Load(sources), options ?? Quick);

    /// <summary>Options that do not wait.</summary>
    public static FeedOptions Quick => new() { RetryDelay = TimeSpan.FromMilliseconds(1) };

    /// <summary>The one problem of an action that fails.</summary>
    public static async Task<Problem> Problem(Func<Task> action) => (await Assert.ThrowsAsync<ModelPackException>(action)).Problem;

    public void Dispose() => _folder.Dispose();
}
