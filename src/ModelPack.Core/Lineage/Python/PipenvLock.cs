using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads <c>Pipfile.lock</c>: what is needed to run, not what is needed to develop.</summary>
internal static class PipenvLock
{
    private const string Expected = "a Pipenv lock file";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = source.Files.Json(path, Expected, new DataStreams().On("default", (name, package) => Package(facts, name, package)));
        DataNode meta = root["_meta"] ?? throw LineageProblems.Bad(path, 1, "It has no '_meta'.", Expected);
        facts.Environment.Language ??= (meta["requires"]?.String("python_full_version") ?? meta["requires"]?.String("python_version")) is { } python ? $"python {python}" : null;
    }

    private static void Package(ImportedFacts facts, string name, DataNode package)
    {
        name = PythonPackages.Normalize(name);
        if (package.String("version") is { } version && version.StartsWith("==", StringComparison.Ordinal))
        {
            facts.AddPackage(PythonPackages.PyPI, name, version.TrimStart('='));
        }
        else if (package.String("git") is { } git && package.String("ref") is { } commit)
        {
            facts.AddPackage(PythonPackages.PyPI, name, $"git+{git}@{commit}");
        }
        else
        {
            facts.AddUnpinned(PythonPackages.PyPI, name, package.String("version") ?? (package.String("path") is { } folder ? $"@ {folder}" : ""));
        }
    }
}
