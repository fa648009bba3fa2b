using System.Runtime.CompilerServices;

namespace ModelPack.Feeds.Tests;

/// <summary>The tests read no settings, packages or credentials of the user.</summary>
internal static class OwnEnvironment
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Before any test of the process.")]
    internal static void Use()
    {
        string home = Directory.CreateTempSubdirectory("modelpack-feeds-home-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(home, recursive: true);
        // One feed of the tests may have the port of an earlier one, whose answers are not its own.
        Environment.SetEnvironmentVariable("NUGET_HTTP_CACHE_PATH", Path.Combine(home, "http"));
        Environment.SetEnvironmentVariable("NUGET_PLUGIN_PATHS", Path.Combine(home, "no-plugins"));
        // How long the client waits before it asks again for a service index.
        Environment.SetEnvironmentVariable("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "1");
        Environment.SetEnvironmentVariable("NUGET_PACKAGES", null);
        Environment.SetEnvironmentVariable("NUGET_FALLBACK_PACKAGES", null);
        Environment.SetEnvironmentVariable("HTTP_PROXY", null);
        Environment.SetEnvironmentVariable("http_proxy", null);
    }
}
