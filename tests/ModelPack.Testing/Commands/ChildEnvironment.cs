namespace ModelPack.Testing;

/// <summary>
/// The environment of every process that a test or benchmark starts: that of the test run without whatever could change what a build does.
/// The only place where it is made, so that no test can leak the machine's CI, MSBuild or git settings into a build.
/// </summary>
public static class ChildEnvironment
{
    // MSBuild takes any of these as a property (it reads the environment without regard to case).
    private static readonly HashSet<string> RemovedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "AssemblyVersion", "Configuration", "ContinuousIntegrationBuild", "CustomAfterMicrosoftCommonTargets", "CustomBeforeMicrosoftCommonTargets",
        "Deterministic", "DeterministicTimestamp", "DirectoryBuildPropsPath", "DirectoryBuildTargetsPath", "DirectoryPackagesPropsPath", "OutDir", "OutputPath", "PackageVersion",
        "Platform", "RestoreAdditionalProjectSources", "RestoreConfigFile", "RestorePackagesPath", "RestoreSources", "RuntimeIdentifier",
        "SOURCE_DATE_EPOCH", "TargetFramework", "TreatWarningsAsErrors", "Version", "VersionPrefix", "VersionSuffix",
        "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "DOTNET_ENVIRONMENT",
        "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "NUGET_FALLBACK_PACKAGES", "NUGET_PACKAGES", "NUGET_RESTORE_MSBUILD_ARGS",
        "CI", "BUILD_ID", "BUILD_NUMBER", "BUILD_URL", "CODEBUILD_BUILD_ID", "JB_SPACE_API_URL", "JENKINS_URL", "TF_BUILD",
    };

    private static readonly string[] RemovedPrefixes =
    [
        "MSBUILD", "MODELPACK_", "VSTEST", "TESTINGPLATFORM", "DOTNET_CLI_TEST", "DOTNET_MSBUILD", "DOTNET_CLI_CONTEXT", "GIT_",
        "AGENT_", "APPVEYOR", "BITBUCKET_", "BUILD_", "BUILDKITE", "CI_", "CIRCLE", "GITHUB_", "GITLAB_", "JENKINS_", "RUNNER_", "SYSTEM_", "TEAMCITY_", "TRAVIS",
    ];

    /// <summary>Makes the environment of a child process.</summary>
    /// <param name="environment">The variables of the process that will be started.</param>
    /// <param name="root">The workspace; git looks for no repository above it.</param>
    /// <param name="packages">The package folder that restores write to.</param>
    public static void Apply(IDictionary<string, string?> environment, string root, string packages)
    {
        foreach (string name in environment.Keys.Where(IsRemoved).ToArray())
        {
            environment.Remove(name);
        }

        environment["NUGET_PACKAGES"] = packages;
        environment["MODELPACK_STORE"] = Path.Combine(root, ".store");
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["MSBUILDTERMINALLOGGER"] = "off";
        environment["UseSharedCompilation"] = "false";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_ROOT"] = Path.GetDirectoryName(DotNet.HostPath);
        environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(root);
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        foreach (string role in (string[])["AUTHOR", "COMMITTER"])
        {
            environment[$"GIT_{role}_NAME"] = "Test";
            environment[$"GIT_{role}_EMAIL"] = "test@example.com";
            environment[$"GIT_{role}_DATE"] = "2024-01-15T14:30:00Z";
        }
    }

    private static bool IsRemoved(string name) =>
        RemovedNames.Contains(name)
        || (RemovedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) && name != TestData.Variable);
}
