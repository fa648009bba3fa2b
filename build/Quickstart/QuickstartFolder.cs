using System.Security;
using System.Xml;
using System.Xml.Linq;

namespace Quickstart;

/// <summary>
/// The folder of a run, <c>artifacts/quickstart</c>: everything that a run makes. Each run starts without packages and without builds of the samples; the user's package folder is only read.
/// </summary>
internal sealed class QuickstartFolder
{
    /// <param name="repository">The clone.</param>
    /// <param name="root">The folder to make.</param>
    public QuickstartFolder(string repository, string root)
    {
        Repository = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repository));
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    }

    /// <summary>The clone.</summary>
    public string Repository { get; }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The folder feed that packages are pushed to.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>What ModelPack remembers of files, in place of the folder in the user's profile.</summary>
    public string Store => Path.Combine(Root, "store");

    /// <summary>The package folder of this run's restores.</summary>
    public string Packages => Path.Combine(Root, "packages");

    /// <summary>A copy of the samples: the tour changes a version number in it.</summary>
    public string Samples => Path.Combine(Root, "samples");

    /// <summary>What the builds of the samples write.</summary>
    public string BuildOutput => Path.Combine(Root, "build");

    /// <summary>What the build of ModelPack itself writes. Kept between runs: only what changed is compiled again.</summary>
    public string ProductOutput => Path.Combine(Root, "product");

    /// <summary>Makes the folder anew.</summary>
    /// <param name="usersPackages">The user's package folder, to read from; <see langword="null"/> to leave it alone.</param>
    public void Prepare(string? usersPackages)
    {
        try
        {
            Directory.CreateDirectory(Root);
            foreach (string former in Directory.EnumerateDirectories(Root).Where(former => former != ProductOutput))
            {
                Directory.Delete(former, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StepException($"'{Root}' cannot be emptied: {exception.Message} Is a service of an earlier run still there?");
        }

        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Packages);
        CopyFolder(Path.Combine(Repository, "samples"), Samples);

        // The folder is like a user's: nothing of the clone reaches into it, also when the reader goes on by hand.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(Root, name), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(Root, ".editorconfig"), "root = true\n");
        File.WriteAllText(Path.Combine(Root, "nuget.config"), NuGetConfig(usersPackages));
    }

    /// <summary>Changes a property of a project file, as a person does with an editor. Returns the line as it reads now.</summary>
    /// <param name="project">The project file, relative to the samples.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">Its new value.</param>
    public string SetProperty(string project, string name, string value)
    {
        string path = Path.Combine(Samples, project);
        XDocument document = XDocument.Load(path, LoadOptions.PreserveWhitespace);
        XElement property = document.Descendants(name).FirstOrDefault() ?? throw new StepException($"'{path}' has no property {name}.");
        property.Value = value;
        using (XmlWriter writer = XmlWriter.Create(path, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            document.Save(writer);
        }

        return $"<{name}>{value}</{name}>";
    }

    private static string NuGetConfig(string? usersPackages) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="packages" />
          </config>
          <!-- Adds this run's feed to the user's own sources. -->
          <packageSources>
            <add key="quickstart" value="feed" />
          </packageSources>
          <packageSourceMapping>
            <clear />
          </packageSourceMapping>
          <!-- The clone's own feed may hold a model of the same name. -->
          <disabledPackageSources>
            <add key="modelpack-local" value="true" />
          </disabledPackageSources>
          <fallbackPackageFolders>
            {(usersPackages is null ? "" : $"""<add key="user" value="{SecurityElement.Escape(usersPackages)}" />""")}
          </fallbackPackageFolders>
        </configuration>

        """;

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "artifacts")))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
