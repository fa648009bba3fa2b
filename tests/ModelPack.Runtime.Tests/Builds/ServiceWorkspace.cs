using System.Text;

namespace ModelPack.Runtime.Tests.Builds;

/// <summary>A workspace with a console application that prints what its models are, and a feed of hand-made models.</summary>
internal sealed class ServiceWorkspace : IDisposable
{
    public const string Id = "Contoso.Sentiment";

    /// <summary>Big enough to be linked, and equal in size for both versions.</summary>
    public static readonly byte[] FirstWeights = Encoding.ASCII.GetBytes(new string('1', 100_000));

    public static readonly byte[] SecondWeights = Encoding.ASCII.GetBytes(new string('2', 100_000));

    private const string Program = """
        using ModelPack;
        foreach (ModelPackage model in ModelPackage.LoadAll())
        {
            Console.WriteLine($"{model.Slot}={model.Id} {model.Version} {File.ReadAllText(model.GetPrimaryModelPath())[0]} wrong:{model.Verify().Count}");
        }
        """;

    public ServiceWorkspace()
    {
        Workspace = new Workspace(name: "sérvice w");
        Add(new HandMadeModel(Id, "1.0.0").With("sub/model.onnx", FirstWeights).With("vocab.txt", "a", ModelFileRoles.Tokenizer).With("old/only.txt", "x", ModelFileRoles.Config).With("eval.csv", "1", ModelFileRoles.Evaluation, materialize: false));
        Add(new HandMadeModel(Id, "1.1.0").With("sub/model.onnx", SecondWeights).With("vocab.txt", "b", ModelFileRoles.Tokenizer));
        Service(Reference("1.0.0"));
    }

    public Workspace Workspace { get; }

    public static string Reference(string version, string id = Id, string name = "") =>
        $"""<PackageReference Include="{id}" Version="{version}" {(name.Length > 0 ? $"ModelName=\"{name}\"" : "")} />""";

    public void Add(HandMadeModel model) => model.Pack(Workspace.Feed.Folder, ProductPackages.Version);

    /// <summary>Writes the application's project.</summary>
    public void Service(string items, string properties = "", string folder = "app")
    {
        Workspace.Write($"{folder}/{folder}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        Workspace.Write($"{folder}/Program.cs", Program);
    }

    public Task<CommandResult> Build(string folder = "app", params string[] arguments) => DotNet(folder, ["build", .. arguments]);

    /// <summary>Runs <c>dotnet</c> with the store inside the workspace.</summary>
    public Task<CommandResult> DotNet(string folder, params string[] arguments) =>
        Workspace.DotNet.Run(folder, [.. arguments, "-p:MODELPACK_STORE=" + Workspace["store"]]);

    public async Task<string> Run(string assembly)
    {
        CommandResult result = await Workspace.DotNet.Run("app", assembly);
        return result.ShouldSucceed().Output.Trim();
    }

    public void Dispose() => Workspace.Dispose();
}
