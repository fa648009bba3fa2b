using System.Security;
using ModelPack.Testing.Feeds;
using Xunit;

namespace ModelPack.Testing;

/// <summary>
/// A folder of a test's own, outside of the repository, in which the real <c>dotnet</c> works as on a machine that has never seen ModelPack:
/// own package folder, own feed, no settings from above. It is deleted at the end, and kept where the test failed.
/// </summary>
public sealed class Workspace : IDisposable
{
    private const string FolderPrefix = "modelpack-test-";

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal);

    /// <summary>Makes the folder.</summary>
    /// <param name="offline">Whether the feeds of the test are the only sources; else the user's own sources are there too.</param>
    /// <param name="name">A name for the root folder, to try special characters; it lies in a folder of its own.</param>
    public Workspace(bool offline = false, string name = "w")
    {
        // Without them nothing is left behind.
        _ = ProductPackages.Feed;
        string outer = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        Root = Directory.CreateDirectory(Path.Combine(outer, name)).FullName;
        Outer = outer;
        Feed = new FolderFeed(this["feed"]);
        Commands = new CommandRunner(Root, PackagesFolder);
        DotNet = new DotNet(Commands);
        Write("nuget.config", NuGetConfig(offline));
        Write("Directory.Build.props", "<Project />\n");
        Write("Directory.Build.targets", "<Project />\n");
        Write("Directory.Packages.props", "<Project />\n");
        Write("Directory.Build.rsp", "");
        Write(".editorconfig", "root = true\n");
    }

    /// <summary>The folder that the test works in.</summary>
    public string Root { get; }

    /// <summary>The feed that the test pushes its packages to; a source of its restores.</summary>
    public FolderFeed Feed { get; }

    /// <summary>The package folder of the test's restores.</summary>
    public string PackagesFolder => Path.Combine(Outer, "packages");

    /// <summary>Runs any program.</summary>
    public CommandRunner Commands { get; }

    /// <summary>Runs <c>dotnet</c>.</summary>
    public DotNet DotNet { get; }

    private string Outer { get; }

    /// <summary>The full path of a file or folder of the workspace.</summary>
    public string this[string relative] => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>Writes a file, with its folders, and returns its full path.</summary>
    public string Write(string relative, string text)
    {
        string path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string relative, byte[] content)
    {
        string path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Adds a feed to the sources, as <c>dotnet nuget add source</c> does.</summary>
    public void AddSource(string name, HttpFeed feed)
    {
        string config = File.ReadAllText(this["nuget.config"]);
        string source = $"""<add key="{SecurityElement.Escape(name)}" value="{feed.Index}" protocolVersion="3" allowInsecureConnections="true" />""";
        Write("nuget.config", config.Replace("</packageSources>", $"  {source}\n  </packageSources>", StringComparison.Ordinal));
        // The next feed may have the same port: what this one answered is not for it.
        Commands.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(Outer, "http-cache");
    }

    /// <summary>Removes a source from the workspace's <c>nuget.config</c>.</summary>
    public void RemoveSource(string name)
    {
        string[] lines = File.ReadAllLines(this["nuget.config"]);
        Write("nuget.config", string.Join('\n', lines.Where(line => !line.Contains($"key=\"{name}\"", StringComparison.Ordinal))));
    }

    /// <summary>Runs <c>git</c>; the workspace is no repository until the test says <c>init</c>.</summary>
    public Task<CommandResult> Git(string folder, params IEnumerable<string> arguments) => Commands.Run(folder, "git", arguments);

    /// <summary>Every file below a folder of the workspace, with forward slashes, ordinal; empty where the folder is missing.</summary>
    public IReadOnlyList<string> Files(string relative)
    {
        string folder = this[relative];
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        lock (Kept)
        {
            failed |= Kept.Contains(Outer);
        }

        if (failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"The test's folder is kept: {Root}");
            return;
        }

        try
        {
            Directory.Delete(Outer, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A process that is just ending may hold a file; the system's temporary folder is cleaned anyway.
        }
    }

    /// <summary>Keeps the workspace that this file belongs to, so that a failure's logs can be read.</summary>
    internal static void KeepAll(string path)
    {
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder).StartsWith(FolderPrefix, StringComparison.Ordinal))
            {
                lock (Kept)
                {
                    Kept.Add(folder);
                }

                return;
            }
        }
    }

    private string NuGetConfig(bool offline)
    {
        string fallback = FallbackPackages.Folder is { } folder ? $"""<add key="user" value="{SecurityElement.Escape(folder)}" />""" : "";
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                {(offline ? "<clear />" : "")}
                <add key="product" value="{SecurityElement.Escape(ProductPackages.Feed.Folder)}" />
                <add key="test" value="{SecurityElement.Escape(Feed.Folder)}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
              <fallbackPackageFolders>
                {fallback}
              </fallbackPackageFolders>
            </configuration>

            """;
    }
}
