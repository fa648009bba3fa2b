using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads <c>pylock.toml</c> (PEP 751), lock version 1.</summary>
internal static class PyLockFile
{
    private const string Expected = "a pylock file";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = source.Files.Toml(path, Expected, new DataStreams().On("packages", (_, package) => Package(facts, package)));
        string? version = root.String("lock-version");
        if (version is null || version.Split('.')[0] != "1")
        {
            throw version is null
                ? LineageProblems.Bad(path, 1, "It has no lock-version.", Expected)
                : LineageProblems.Version(path, root["lock-version"]!.Line, version, Expected, "Update ModelPack.Sdk, or lock with a tool that writes lock-version 1.0.");
        }

        facts.Environment.Language ??= root.String("requires-python") is { } python ? $"python {python}" : null;
    }

    private static void Package(ImportedFacts facts, DataNode package)
    {
        if (package.String("name") is not { } name)
        {
            return;
        }

        name = PythonPackages.Normalize(name);
        string? version = package.String("version");
        DataNode? repository = package["vcs"];
        if (repository?.String("commit-id") is { } commit)
        {
            string place = $"{repository.String("type") ?? "git"}+{repository.String("url") ?? repository.String("path")}@{commit}";
            facts.AddPackage(PythonPackages.PyPI, name, version is null ? place : $"{version} @ {place}");
        }
        else if (version is not null)
        {
            facts.AddPackage(PythonPackages.PyPI, name, version);
        }
        else if ((package["archive"]?.String("url") ?? package["archive"]?.String("path")) is { } archive)
        {
            facts.AddPackage(PythonPackages.PyPI, name, archive);
        }
        else
        {
            facts.AddUnpinned(PythonPackages.PyPI, name, package["directory"]?.String("path") is { } folder ? $"@ {folder}" : "");
        }
    }
}
