using System.Text.Json;

namespace ModelPack.Runtime.Tasks.Graph;

/// <summary>What the last restore of a project found, from its <c>project.assets.json</c>.</summary>
internal sealed class ProjectAssets
{
    private ProjectAssets()
    {
    }

    /// <summary>What a project that was never restored has.</summary>
    public static ProjectAssets None { get; } = new();

    /// <summary>The name of the project.</summary>
    public string ProjectName { get; private init; } = "";

    /// <summary>The folders with restored packages: full paths.</summary>
    public IReadOnlyList<string> PackageFolders { get; private init; } = [];

    /// <summary>The sources that were asked.</summary>
    public IReadOnlyList<string> Sources { get; private init; } = [];

    /// <summary>The configuration files that applied.</summary>
    public IReadOnlyList<string> ConfigFiles { get; private init; } = [];

    /// <summary>What the project itself refers to: ids of packages and names of projects.</summary>
    public IReadOnlyList<string> Direct { get; private init; } = [];

    /// <summary>Packages and projects that it depends on, by id; the case of ids says nothing.</summary>
    public IReadOnlyDictionary<string, Library> Libraries { get; private init; } = new Dictionary<string, Library>();

    /// <summary>What the restore complained of.</summary>
    public IReadOnlyList<RestoreMessage> Messages { get; private init; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="framework">The framework that the project is built for.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ProjectAssets Read(string file, string framework)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return Of(document.RootElement, framework);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"'{file}' is not what a restore writes: {exception.Message}", exception);
        }
    }

    /// <summary>The library whose package folder has a file.</summary>
    /// <returns>The library, or <see langword="null"/> where the file is of none that the project depends on.</returns>
    public Library? OwnerOf(string file)
    {
        string full = Path.GetFullPath(file);
        return Libraries.Values.FirstOrDefault(library => library.Path.Length > 0 && PackageFolders.Any(folder => IsBelow(full, Path.GetFullPath(Path.Combine(folder, library.Path)))));
    }

    private static bool IsBelow(string file, string folder) =>
        file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static ProjectAssets Of(JsonElement root, string framework)
    {
        JsonElement restore = root.GetProperty("project").GetProperty("restore");
        Dictionary<string, string> paths = root.GetProperty("libraries").EnumerateObject()
            .Where(library => Text(library.Value, "type") == "package")
            .ToDictionary(library => library.Name, library => Text(library.Value, "path"), StringComparer.OrdinalIgnoreCase);
        Dictionary<string, Library> libraries = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty entry in ForFramework(root.GetProperty("targets"), framework).SelectMany(target => target.EnumerateObject()))
        {
            int slash = entry.Name.LastIndexOf('/');
            string id = slash < 0 ? entry.Name : entry.Name[..slash];
            libraries.TryAdd(id, new Library(id, slash < 0 ? "" : entry.Name[(slash + 1)..], Text(entry.Value, "type") == "project", paths.GetValueOrDefault(entry.Name, ""), Names(entry.Value, "dependencies")));
        }

        return new ProjectAssets
        {
            ProjectName = Text(restore, "projectName"),
            PackageFolders = Names(root, "packageFolders"),
            Sources = Names(restore, "sources"),
            ConfigFiles = restore.TryGetProperty("configFilePaths", out JsonElement files) ? [.. files.EnumerateArray().Select(file => file.GetString() ?? "")] : [],
            Direct = [.. ForFramework(root.GetProperty("projectFileDependencyGroups"), framework).SelectMany(group => group.EnumerateArray()).Select(dependency => (dependency.GetString() ?? "").Split(' ')[0])],
            Libraries = libraries,
            Messages = root.TryGetProperty("logs", out JsonElement logs)
                ? [.. logs.EnumerateArray().Select(log => new RestoreMessage(Text(log, "code"), Text(log, "level"), Text(log, "message"), Text(log, "libraryId")))]
                : [],
        };
    }

    // A target is named for a framework, or for one and a runtime; libraries may differ between frameworks only. Where none has the name, all tell.
    private static List<JsonElement> ForFramework(JsonElement groups, string framework)
    {
        JsonProperty[] all = [.. groups.EnumerateObject()];
        JsonProperty[] own = [.. all.Where(group => group.Name.Split('/')[0].Equals(framework, StringComparison.OrdinalIgnoreCase))];
        return [.. (own.Length > 0 ? own : all).Select(group => group.Value)];
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IReadOnlyList<string> Names(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateObject().Select(property => property.Name)] : [];
}
