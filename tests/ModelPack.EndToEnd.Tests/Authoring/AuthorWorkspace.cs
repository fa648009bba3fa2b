namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>A workspace of an author: model projects, each in a folder of its name, and <c>out</c>, where packages go.</summary>
internal sealed class AuthorWorkspace : IDisposable
{
    public const string Unvalidated = "<ModelPackValidate>false</ModelPackValidate>";

    public const string Out = "out";

    public AuthorWorkspace(string name = "w")
    {
        Workspace = new Workspace(name: name);
        // The memory of digests is the user's otherwise.
        Workspace.Commands.Environment["MODELPACK_STORE"] = Workspace["store"];
    }

    public Workspace Workspace { get; }

    public string this[string relative] => Workspace[relative];

    /// <summary>Writes the project of a model, <c>name/name.csproj</c>.</summary>
    public void Project(string name, string properties = "", string items = "", string? sdk = null) => Write($"{name}/{name}.csproj", ProjectText(properties, items, sdk));

    public static string ProjectText(string properties = "", string items = "", string? sdk = null) => $"""
        <Project Sdk="{sdk ?? $"ModelPack.Sdk/{ProductPackages.Version}"}">
          <PropertyGroup>{properties}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;

    public string Write(string relative, string text) => Workspace.Write(relative, text);

    public string Write(string relative, byte[] content) => Workspace.Write(relative, content);

    public Task<CommandResult> DotNet(string folder, params IEnumerable<string> arguments) => Workspace.DotNet.Run(folder, arguments);

    public Task<CommandResult> Build(string folder, params IEnumerable<string> arguments) => DotNet(folder, ["build", .. arguments]);

    /// <summary>Packs into <see cref="Out"/>.</summary>
    public Task<CommandResult> Pack(string folder, params IEnumerable<string> arguments) => DotNet(folder, ["pack", "-o", Workspace[Out], .. arguments]);

    /// <summary>A package that was packed into <see cref="Out"/>.</summary>
    public PackageFile Package(string id, string version = "1.0.0") => new(Workspace[$"{Out}/{id}.{version}.nupkg"]);

    /// <summary>What the last build of a project knows.</summary>
    public ModelManifest BuiltManifest(string project) => ModelManifest.Load(Workspace[$"{project}/obj/modelpack/modelpack.json"]);

    public void Dispose() => Workspace.Dispose();
}
