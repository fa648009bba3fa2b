using ModelPack.Testing.Feeds;

namespace ModelPack.EndToEnd.Tests.Pushing;

/// <summary>A folder with packages to push and a service that consumes them.</summary>
internal sealed class PushWorkspace : IDisposable
{
    private const string Service = "service";

    private readonly string[] _pushOptions;

    private PushWorkspace(string[] pushOptions)
    {
        _pushOptions = pushOptions;
    }

    public Workspace Workspace { get; } = new();

    /// <summary>A workspace whose pushes go to a folder feed.</summary>
    public static async Task<PushWorkspace> ToFolder(LargeModels models)
    {
        PushWorkspace workspace = new(["--source", "test"]);
        await workspace.CopyPackages(models);
        return workspace;
    }

    /// <summary>A workspace whose pushes go to a feed over HTTP.</summary>
    public static async Task<PushWorkspace> ToHttp(LargeModels models, HttpFeed feed)
    {
        PushWorkspace workspace = new(["--source", "http", "--api-key", HttpFeed.ApiKey]);
        workspace.Workspace.AddSource("http", feed);
        await workspace.CopyPackages(models);
        return workspace;
    }

    /// <summary>The names of the packages in <c>packed</c>.</summary>
    public IReadOnlyList<string> Packed(string pattern) =>
        [.. Directory.EnumerateFiles(Workspace["packed"], pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The first of the documented commands.</summary>
    public Task<CommandResult> PushPayloads() => Push($"packed/{LargeModels.Payloads}", "--skip-duplicate");

    /// <summary>The second of the documented commands.</summary>
    public Task<CommandResult> PushModel(string version) => Push($"packed/{LargeModels.Id}.{version}.nupkg");

    public Task<CommandResult> Push(string packages, params IEnumerable<string> options) =>
        Workspace.DotNet.Run(".", ["nuget", "push", packages, .. _pushOptions, .. options]);

    /// <summary>Writes a service that opens the model in ONNX Runtime, checks its files, and says which version it is and what it answers.</summary>
    public void WriteService(string version)
    {
        Workspace.Write($"{Service}/{Service}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <!-- Without a runtime identifier the natives of every system are copied. -->
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" />
                <PackageReference Include="{LargeModels.Id}" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        Workspace.Write($"{Service}/Program.cs", $$"""
            using Microsoft.ML.OnnxRuntime;
            using ModelPack;

            ModelPackage model = ModelPackage.Load("{{LargeModels.Id}}");
            using InferenceSession session = new(model.GetPrimaryModelPath());
            float[] ones = new float[session.InputMetadata["x"].Dimensions[1]];
            Array.Fill(ones, 1);
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(ones, [1, ones.Length]);
            using RunOptions options = new();
            using var outputs = session.Run(options, ["x"], [input], ["y"]);
            float answer = MathF.Round(outputs[0].GetTensorDataAsSpan<float>()[0]);
            Console.WriteLine($"{model.Version} answers {answer}, {(model.Verify().Count == 0 ? "right" : "WRONG")}");
            """);
    }

    /// <summary>Writes, builds and runs the service.</summary>
    public async Task<string> Serve(string version)
    {
        WriteService(version);
        (await Workspace.DotNet.Run(Service, "build", "-o", Workspace["out"])).ShouldSucceedWithoutWarnings();
        return (await Workspace.DotNet.Run(".", Workspace["out/service.dll"])).ShouldSucceed().Output.Trim();
    }

    /// <summary>Restores the service.</summary>
    public Task<CommandResult> Restore(string version, params IEnumerable<string> options)
    {
        WriteService(version);
        return Workspace.DotNet.Run(Service, ["restore", .. options]);
    }

    public void Dispose() => Workspace.Dispose();

    private async Task CopyPackages(LargeModels models)
    {
        Directory.CreateDirectory(Workspace["packed"]);
        foreach (string package in Directory.EnumerateFiles(await models.Folder, "*.nupkg"))
        {
            File.Copy(package, Workspace[$"packed/{Path.GetFileName(package)}"]);
        }
    }
}
