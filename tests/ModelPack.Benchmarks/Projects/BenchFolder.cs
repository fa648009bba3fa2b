using ModelPack.Testing;

namespace ModelPack.Benchmarks.Projects;

/// <summary>The folder of a run: like a user's, apart from everything, and deleted at the end.</summary>
internal sealed class BenchFolder : IDisposable
{
    private static readonly string[] Feeds = ["stock", "modelpack", "exact"];

    private readonly bool _keep;

    public BenchFolder(string? root, bool keep, TextWriter log)
    {
        _keep = keep;
        Log = log;
        Root = root is null ? Directory.CreateTempSubdirectory("modelpack-benchmarks-").FullName : Directory.CreateDirectory(Path.Combine(root, $"run-{Environment.ProcessId}")).FullName;
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(Root, file), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(Root, "Directory.Build.rsp"), "");
        File.WriteAllText(Path.Combine(Root, ".editorconfig"), "root = true\n");
        foreach (string feed in Feeds)
        {
            Directory.CreateDirectory(FeedOf(feed));
        }

        File.WriteAllText(Path.Combine(Root, "nuget.config"), ProjectTexts.NuGetConfig(Feeds.Select(FeedOf)));
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where commands are listed with their times.</summary>
    public TextWriter Log { get; }

    /// <summary>The author's package folder: warm, it holds the SDK.</summary>
    public string AuthorPackages => Path.Combine(Root, "author-packages");

    /// <summary>The author's model: weights, prompt, labels, and our project file.</summary>
    public string Model => Path.Combine(Root, "model");

    /// <summary>The folder feed of a contender.</summary>
    public string FeedOf(string name) => Path.Combine(Root, "feeds", name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_keep)
        {
            Log.WriteLine($"Kept: {Root}");
            return;
        }

        Disk.Delete(Root);
    }
}
