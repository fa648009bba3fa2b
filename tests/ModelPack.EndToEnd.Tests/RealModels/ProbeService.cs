namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>A program that references model packages and ONNX Runtime, and says what it finds (its sources are in <c>Probe/</c>).</summary>
internal sealed class ProbeService(Workspace workspace)
{
    private const string Folder = "Probe";
    private const int SegmentationFault = 139;

    /// <summary>Where its runs leave golden samples: <c>&lt;package id&gt;/&lt;model&gt;.json</c>.</summary>
    public string Samples => workspace["recorded"];

    /// <summary>Writes the program.</summary>
    public void Write(IEnumerable<string> ids, string version)
    {
        workspace.Write($"{Folder}/Probe.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <!-- Without a runtime identifier the natives of every system are copied. -->
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" />
                {string.Join("\n    ", ids.Select(id => $"<PackageReference Include=\"{id}\" Version=\"{version}\" />"))}
              </ItemGroup>
            </Project>

            """);
        foreach (string source in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "RealModels", Folder)))
        {
            File.Copy(source, workspace[Path.Combine(Folder, Path.GetFileName(source))]);
        }
    }

    /// <summary>Restores, builds and runs it.</summary>
    public async Task<IReadOnlyList<ProbeReport>> Run()
    {
        CommandResult build = await workspace.DotNet.Run(Folder, "build", "-o", "out", "-warnaserror");
        build.ShouldSucceedWithoutWarnings();
        CommandResult run = await workspace.DotNet.Run(".", $"{Folder}/out/Probe.dll", Samples);
        if (run.ExitCode == SegmentationFault)
        {
            // ONNX Runtime's managed API, in the program that stands for a service: seen once in many runs, and no matter of the packages.
            run = await workspace.DotNet.Run(".", $"{Folder}/out/Probe.dll", Samples);
        }

        return ProbeReport.Parse(run.ShouldSucceed().Output.Split('\n').Single(line => line.StartsWith('[')));
    }
}
