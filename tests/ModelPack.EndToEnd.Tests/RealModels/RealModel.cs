namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>A model project of third-party files.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Files">Files and folders of the test data.</param>
internal sealed record RealModel(string Id, params string[] Files)
{
    /// <summary>Items of the project file, beside what the default globs find.</summary>
    public string Items { get; init; } = "";

    /// <summary>Properties of the project file.</summary>
    public string Properties { get; init; } = "";

    /// <summary>The folder of the project, below the one of all models.</summary>
    public string Folder { get; init; } = Id;

    /// <summary>Whether each file keeps the name of the folder that it comes from.</summary>
    public bool KeepsFolders { get; init; }

    /// <summary>Writes the project and copies its files.</summary>
    public void Write(Workspace workspace, string parent)
    {
        WriteProject(workspace, parent);
        foreach (string file in Files)
        {
            string source = TestData.Get(file);
            string target = workspace[Path.Combine(parent, Folder, KeepsFolders ? Path.GetFileName(source) : "")];
            if (Directory.Exists(source))
            {
                CopyFolder(source, target);
            }
            else
            {
                File.Copy(source, Path.Combine(target, Path.GetFileName(source)));
            }
        }
    }

    /// <summary>Writes the project file alone.</summary>
    public void WriteProject(Workspace workspace, string parent, string moreItems = "") => workspace.Write($"{parent}/{Folder}/{Id}.csproj", $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>
            <PackageId>{Id}</PackageId>
            <Authors>Test</Authors>
            {Properties}
          </PropertyGroup>
          <ItemGroup>
            {Items}
            {moreItems}
          </ItemGroup>
        </Project>

        """);

    /// <summary>Writes a solution of projects.</summary>
    public static string WriteSolution(Workspace workspace, string parent, IEnumerable<RealModel> models) => workspace.Write($"{parent}/{parent}.slnx", $"""
        <Solution>
          {string.Join("\n  ", models.Select(model => $"<Project Path=\"{model.Folder}/{model.Id}.csproj\" />"))}
        </Solution>

        """);

    private static void CopyFolder(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
