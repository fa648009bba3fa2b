using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads <c>uv.lock</c>, version 1 of any revision. Source: <c>crates/uv-resolver/src/lock</c> of astral-sh/uv.</summary>
internal static class UvLock
{
    private const string Expected = "a uv lock file";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = source.Files.Toml(path, Expected, new DataStreams().On("package", (_, package) => Package(facts, package)));
        string? version = root.String("version");
        if (version != "1")
        {
            throw version is null
                ? LineageProblems.Bad(path, 1, "It has no version.", Expected)
                : LineageProblems.Version(path, root["version"]!.Line, version, Expected, "Update ModelPack.Sdk, or lock with a version of uv that writes version 1.");
        }

        facts.Environment.Language ??= root.String("requires-python") is { } python ? $"python {python}" : null;
    }

    private static void Package(ImportedFacts facts, DataNode package)
    {
        DataNode? origin = package["source"];
        if (package.String("name") is not { } name || origin?.String("editable") is not null || origin?.String("virtual") is not null)
        {
            // The project that was locked, and its members: no dependency.
            return;
        }

        name = PythonPackages.Normalize(name);
        string? version = package.String("version");
        if (origin?.String("git") is { } git)
        {
            facts.AddPackage(PythonPackages.PyPI, name, version is null ? $"git+{git}" : $"{version} @ git+{git}");
        }
        else if (version is not null)
        {
            facts.AddPackage(PythonPackages.PyPI, name, version);
        }
        else
        {
            facts.AddUnpinned(PythonPackages.PyPI, name, (origin?.String("path") ?? origin?.String("directory") ?? origin?.String("url")) is { } place ? $"@ {place}" : "");
        }
    }
}
