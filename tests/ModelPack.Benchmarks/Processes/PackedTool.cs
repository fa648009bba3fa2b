using ModelPack.Testing;

namespace ModelPack.Benchmarks.Processes;

/// <summary>The tool as it was packed, installed from the product's packages into a folder of the measurement.</summary>
internal static class PackedTool
{
    /// <summary>Installs it.</summary>
    /// <param name="root">The folder of the measurement; its <c>nuget.config</c> is written.</param>
    /// <param name="runner">Runs the stock client.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The program.</returns>
    public static async Task<string> Install(string root, MeasuringRunner runner, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(root, "nuget.config"), Config($"""<add key="product" value="{ProductPackages.Feed.Folder}" />"""), cancellationToken);
        await runner.Run(root, "dotnet", ["tool", "install", "ModelPack.Tool", "--version", ProductPackages.Version, "--tool-path", Path.Combine(root, "tools")], cancellationToken);
        return Path.Combine(root, "tools", OperatingSystem.IsWindows() ? "dotnet-modelpack.exe" : "dotnet-modelpack");
    }

    /// <summary>The configuration with these sources, and nothing of the machine's.</summary>
    public static string Config(string sources) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear />{sources}</packageSources>
        </configuration>
        """;

    /// <summary>A source on this machine.</summary>
    public static string Source(string name, Uri index) => $"""<add key="{name}" value="{index}" protocolVersion="3" allowInsecureConnections="true" />""";
}
