using System.Text.RegularExpressions;

namespace ModelPack.EndToEnd.Tests.LargeModels;

/// <summary>A workspace whose feed has the packages of <see cref="ChainModels"/>, with services that open both models in ONNX Runtime.</summary>
internal sealed partial class ChainWorkspace : IDisposable
{
    public const string Bin = "app/bin/Debug/net10.0";
    public const string Folder = $"models/{ChainModels.Id}";

    private const string Program = $$"""
        using System.Security.Cryptography;
        using System.Runtime.InteropServices;
        using Microsoft.ML.OnnxRuntime;
        using ModelPack;

        ModelPackage model = ModelPackage.Load("{{ChainModels.Id}}");
        using InferenceSession encoder = new(model.GetPrimaryModelPath());
        using InferenceSession decoder = new(model.GetFile("decoder.onnx"));
        Console.WriteLine($"{model.Version} {Answer(encoder)} {Answer(decoder)} {(model.Verify().Count == 0 ? "right" : "WRONG")}");
        if (args.Length > 0)
        {
            Console.WriteLine("READY");
            while (!File.Exists(args[0]))
            {
                Thread.Sleep(50);
            }

            Console.WriteLine($"still {model.Version} {Answer(encoder)} {Answer(decoder)}");
        }

        static string Answer(InferenceSession session)
        {
            float[] ones = new float[session.InputMetadata["x"].Dimensions[1]];
            Array.Fill(ones, 1);
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(ones, [1, ones.Length]);
            using RunOptions options = new();
            using var outputs = session.Run(options, ["x"], [input], ["y"]);
            return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(outputs[0].GetTensorDataAsSpan<float>())))[..12];
        }
        """;

    private ChainWorkspace()
    {
        Workspace.Commands.Environment["MODELPACK_STORE"] = Workspace["store"];
    }

    public Workspace Workspace { get; } = new();

    public static async Task<ChainWorkspace> Create(ChainModels models)
    {
        ChainWorkspace workspace = new();
        FolderFeed feed = await models.Feed;
        foreach (string package in feed.Packages)
        {
            workspace.Workspace.Feed.Push(Path.Combine(feed.Folder, package));
        }

        return workspace;
    }

    /// <summary>The manifest of a version.</summary>
    public ModelManifest Manifest(string version) => Workspace.Feed.Open(ChainModels.Id, version).Manifest;

    /// <summary>Writes a service of a version of the package.</summary>
    public void Service(string version, string folder = "app", string properties = "") => ServiceOf($"""<PackageReference Include="{ChainModels.Id}" Version="{version}" />""", folder, properties);

    /// <summary>Writes a service.</summary>
    public void ServiceOf(string reference, string folder = "app", string properties = "")
    {
        Workspace.Write($"{folder}/{folder}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <!-- Without a runtime identifier the natives of every system are copied. -->
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
                <SelfContained>false</SelfContained>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" />
                {reference}
              </ItemGroup>
            </Project>
            """);
        Workspace.Write($"{folder}/Program.cs", Program);
    }

    public Task<CommandResult> DotNet(params IEnumerable<string> arguments) => Workspace.DotNet.Run("app", arguments);

    /// <summary>Runs a service; gives the version, the answers of both models, and whether the files are the published ones.</summary>
    public async Task<string> Run(string assembly = $"{Bin}/app.dll") => (await Workspace.DotNet.Run(".", Workspace[assembly])).ShouldSucceed().Output.Trim();

    /// <summary>The paths that the model's folder must have.</summary>
    public IEnumerable<string> Expected(string version) => ModelFolder.Files(Manifest(version)).Select(file => file.Path).Append(ModelManifest.FileName).Order(StringComparer.Ordinal);

    /// <summary>The files of the model's folder with what changes when one is written, replaced or linked.</summary>
    public async Task<string> States(string folder) =>
        (await Workspace.Commands.Run(folder, "find", ".", "-type", "f", "-printf", "%P %i %s %n %T@ %C@\\n")).ShouldSucceed().Output;

    /// <summary>The inode of each file of a folder, and how many names it has.</summary>
    public async Task<IReadOnlyDictionary<string, (string Inode, int Links)>> Inodes(string folder) =>
        (await Workspace.Commands.Run(folder, "find", ".", "-type", "f", "-printf", "%f|%i|%n\\n")).ShouldSucceed().Output.TrimEnd().Split('\n')
            .Select(line => line.Split('|')).DistinctBy(cells => cells[0]).ToDictionary(cells => cells[0], cells => (cells[1], int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    /// <summary>The folder that an error says to delete.</summary>
    public static string FolderToDelete(string error) => FolderInMessage().Match(error).Groups["folder"].Value;

    public void Dispose() => Workspace.Dispose();

    [GeneratedRegex("Delete the folder '(?<folder>[^']+)'")]
    private static partial Regex FolderInMessage();
}
