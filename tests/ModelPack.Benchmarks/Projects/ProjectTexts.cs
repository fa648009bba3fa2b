using System.Security;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Projects;

/// <summary>The project files and sources of the measured builds.</summary>
internal static class ProjectTexts
{
    /// <summary>The version of ONNX Runtime that services and validation use.</summary>
    public const string OnnxRuntimeVersion = "1.31.1";

    /// <summary>A model project of ours.</summary>
    public static string Model(string id, string properties = "") => $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>
            <PackageId>{id}</PackageId>
            <Authors>Contoso</Authors>
            <Description>A model.</Description>
            {properties}
          </PropertyGroup>
        </Project>

        """;

    /// <summary>
    /// A project that packs files with what the .NET SDK has, and compiles nothing: services that reference the package get the files in their output.
    /// </summary>
    public static string Content(string id, string files, string excluded = "") => $"""
        <Project>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <PackageId>{id}</PackageId>
            <Authors>Contoso</Authors>
            <Description>The files of a model.</Description>
            <EnableDefaultItems>false</EnableDefaultItems>
            <IncludeBuildOutput>false</IncludeBuildOutput>
            <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
            <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
            <GenerateDependencyFile>false</GenerateDependencyFile>
            <ProduceReferenceAssembly>false</ProduceReferenceAssembly>
            <CopyBuildOutputToOutputDirectory>false</CopyBuildOutputToOutputDirectory>
            <CopyOutputSymbolsToOutputDirectory>false</CopyOutputSymbolsToOutputDirectory>
            <SkipCopyBuildProduct>true</SkipCopyBuildProduct>
            <DebugType>none</DebugType>
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
            <NoWarn>$(NoWarn);NU5128</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <None Include="{files}" Exclude="{excluded}" Pack="true" PackagePath="contentFiles/any/any/models/" PackageCopyToOutput="true" BuildAction="None" Visible="false" />
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
          <Target Name="CoreCompile" />
          <Target Name="CreateManifestResourceNames" />
        </Project>

        """;

    /// <summary>A console application that opens a model and answers once.</summary>
    public static string Service(string reference) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>Service</AssemblyName>
            <ImplicitUsings>enable</ImplicitUsings>
            <!-- Without a runtime identifier the natives of every system are copied. -->
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="{OnnxRuntimeVersion}" />
            {reference}
          </ItemGroup>
        </Project>

        """;

    /// <summary>The service's program. It says how long it took from the start of the process to its first answer.</summary>
    /// <param name="modelPath">An expression for the path of the model.</param>
    public static string Program(string modelPath) => $$"""
        using System.Diagnostics;
        using Microsoft.ML.OnnxRuntime;

        using InferenceSession session = new({{modelPath}});
        TimeSpan loaded = SinceStart();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(new float[session.InputMetadata["x"].Dimensions[1]], [1, session.InputMetadata["x"].Dimensions[1]]);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["x"], [input], ["y"]);
        Console.WriteLine(FormattableString.Invariant($"loaded {loaded.TotalSeconds} answered {SinceStart().TotalSeconds}"));

        static TimeSpan SinceStart() => DateTime.Now - Process.GetCurrentProcess().StartTime;

        """;

    /// <summary>The sources of the builds: the feeds of this run, and our own packages.</summary>
    public static string NuGetConfig(IEnumerable<string> feeds)
    {
        string sources = string.Concat(feeds.Prepend(ProductPackages.Feed.Folder).Select((feed, i) => $"    <add key=\"feed{i}\" value=\"{SecurityElement.Escape(feed)}\" />\n"));
        string fallback = FallbackPackages.Folder is { } folder ? $"<add key=\"user\" value=\"{SecurityElement.Escape(folder)}\" />" : "";
        return $"""
            <configuration>
              <packageSources>
                <clear />
            {sources}  </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
              <fallbackPackageFolders>
                {fallback}
              </fallbackPackageFolders>
            </configuration>

            """;
    }
}
