namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>A workspace whose feed has the packed models, with projects that consume them.</summary>
internal sealed class ConsumerWorkspace : IDisposable
{
    /// <summary>Says of each model beside the program which it is, and whether its files are the published ones.</summary>
    public const string Program = """
        using ModelPack;
        foreach (string slot in ModelPackage.GetSlots())
        {
            ModelPackage model = ModelPackage.Load(slot);
            Console.WriteLine($"{slot}: {model} {(model.Verify().Count == 0 ? "right" : "WRONG")}");
        }
        """;

    public const string Executable = "<OutputType>Exe</OutputType>";

    private ConsumerWorkspace(Workspace workspace)
    {
        Workspace = workspace;
        workspace.Commands.Environment["MODELPACK_STORE"] = workspace["store"];
    }

    public Workspace Workspace { get; }

    public static async Task<ConsumerWorkspace> Create(PackedModels? models = null)
    {
        ConsumerWorkspace consumer = new(new Workspace());
        if (models is not null)
        {
            FolderFeed feed = await models.Feed;
            foreach (string package in feed.Packages)
            {
                consumer.Workspace.Feed.Push(Path.Combine(feed.Folder, package));
            }
        }

        return consumer;
    }

    /// <summary>A reference to a package.</summary>
    public static string Reference(string version, string id = PackedModels.Sentiment, string attributes = "") => $"""<PackageReference Include="{id}" Version="{version}" {attributes} />""";

    /// <summary>Writes a console application, named as its folder, that says which models it has.</summary>
    public void Service(string items, string properties = "", string folder = "app", string sdk = "Microsoft.NET.Sdk")
    {
        Library(folder, items, Executable + properties, sdk);
        Workspace.Write($"{folder}/Program.cs", Program);
    }

    /// <summary>Writes a C# project, named as its folder, without code.</summary>
    public void Library(string folder, string items, string properties = "", string sdk = "Microsoft.NET.Sdk") =>
        Workspace.Write($"{folder}/{folder}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);

    public Task<CommandResult> DotNet(string folder, params IEnumerable<string> arguments) => Workspace.DotNet.Run(folder, arguments);

    /// <summary>Runs a program and returns its lines.</summary>
    public async Task<string[]> Run(string assembly)
    {
        CommandResult result = await Workspace.DotNet.Run(".", Workspace[assembly]);
        return result.ShouldSucceed().Output.TrimEnd().Split('\n');
    }

    /// <summary>What <see cref="Program"/> says of a model that is right.</summary>
    public string Right(string version, string id = PackedModels.Sentiment, string? slot = null) =>
        $"{slot ?? id}: {id} {version} ({Workspace.Feed.Open(id, version).Manifest.Digest}) right";

    /// <summary>Fails unless an output folder has the files of the package in a slot, byte for byte, and nothing else: no file, no empty folder.</summary>
    public void ShouldHold(string outputFolder, string version, string id = PackedModels.Sentiment, string? slot = null)
    {
        PackageFile package = Workspace.Feed.Open(id, version);
        string folder = $"{outputFolder}/models/{slot ?? id}";
        string[] expected = [.. package.Manifest.Files.Where(file => file.Materialize).Select(file => file.Path).Append(ModelManifest.FileName).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Workspace.Files(folder));
        foreach (string path in expected)
        {
            string entry = path == ModelManifest.FileName ? "modelpack/" + path : "modelpack/files/" + path;
            Assert.True(package.ReadBytes(entry).AsSpan().SequenceEqual(File.ReadAllBytes(Workspace[$"{folder}/{path}"])), $"'{path}' in '{folder}' is not that of version {version}");
        }

        Assert.DoesNotContain(Directory.EnumerateDirectories(Workspace[folder], "*", SearchOption.AllDirectories), subfolder => !Directory.EnumerateFileSystemEntries(subfolder).Any());
    }

    /// <summary>The folder of a restored package.</summary>
    public string PackageFolder(string version, string id = PackedModels.Sentiment) => Path.Combine(Workspace.PackagesFolder, id.ToLowerInvariant(), version);

    /// <summary>How many names a file has; 1 where the platform has no tool that tells.</summary>
    public async Task<int> LinkCount(string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 1;
        }

        CommandResult result = await Workspace.Commands.Run(".", "stat", "-c", "%h", Workspace[file]);
        return int.Parse(result.ShouldSucceed().Output, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Every file below a folder, with what changes when it is written or replaced.</summary>
    public async Task<string[]> States(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            // Also the file's number, and the time at which anything about it was changed.
            CommandResult result = await Workspace.Commands.Run(folder, "find", ".", "-type", "f", "-printf", "%P %i %s %T@ %C@\\n");
            return [.. result.ShouldSucceed().Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal)];
        }

        return [.. Workspace.Files(folder).Select(file => FormattableString.Invariant($"{file} {File.GetLastWriteTimeUtc(Workspace[$"{folder}/{file}"]).Ticks}"))];
    }

    public void Dispose() => Workspace.Dispose();
}
