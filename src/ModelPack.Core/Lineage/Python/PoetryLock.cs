using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads <c>poetry.lock</c>, lock versions 1 and 2.</summary>
internal static class PoetryLock
{
    private const string Expected = "a Poetry lock file";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = source.Files.Toml(path, Expected, new DataStreams().On("package", (_, package) => Package(facts, package)));
        DataNode metadata = root["metadata"] ?? throw LineageProblems.Bad(path, 1, "It has no section 'metadata'.", Expected);
        if (metadata.String("lock-version") is { } version && version.Split('.')[0] is not ("1" or "2"))
        {
            throw LineageProblems.Version(path, metadata["lock-version"]!.Line, version, Expected, "Update ModelPack.Sdk, or lock with a version of Poetry that writes lock version 2.");
        }

        facts.Environment.Language ??= metadata.String("python-versions") is { } python ? $"python {python}" : null;
    }

    private static void Package(ImportedFacts facts, DataNode package)
    {
        if (package.String("name") is not { } name || package.String("version") is not { } version)
        {
            return;
        }

        // Of a repository the commit says more than the version, which many commits have.
        DataNode? origin = package["source"];
        string? commit = origin?.String("type") == "git" ? origin.String("resolved_reference") : null;
        facts.AddPackage(PythonPackages.PyPI, PythonPackages.Normalize(name), commit is null ? version : $"{version} @ git+{origin!.String("url")}@{commit}");
    }
}
