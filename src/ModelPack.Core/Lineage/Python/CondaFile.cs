using System.Buffers;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads conda's YAML: environments (<c>environment.yml</c>, MLflow's <c>conda.yaml</c> and <c>python_env.yaml</c>) and <c>conda-lock.yml</c>.</summary>
internal static class CondaFile
{
    private const string Expected = "a conda environment";

    private static readonly SearchValues<char> AfterName = SearchValues.Create("=<>!~ [");
    private static readonly SearchValues<char> Open = SearchValues.Create("<>!~*,| ");

    /// <summary>The platform whose packages are taken where a lock has several and none is asked for.</summary>
    private const string CommonPlatform = "linux-64";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        Dictionary<string, List<(string Ecosystem, string Name, string Version)>> locked = new(StringComparer.Ordinal);
        DataNode? root = source.Files.Yaml(path, Expected, new DataStreams().On("package", (_, package) => Locked(locked, package)));
        if (root is not { Kind: DataKind.Map })
        {
            throw LineageProblems.Bad(path, root?.Line ?? 1, "It is no map.", Expected);
        }

        if (locked.Count > 0 || root.Find("package") is not null)
        {
            Lock(source, facts, path, root, locked);
        }
        else if (root.String("python") is { } python && root["build_dependencies"] is not null | root.Find("dependencies") is { Kind: DataKind.List })
        {
            facts.Environment.Language ??= $"python {python}";
            new RequirementsFile(source, facts).Take(root["dependencies"]?.Items.Select(item => (item.Text, item.Line)) ?? [], path);
        }
        else if (root.Find("dependencies") is { } dependencies)
        {
            foreach (DataNode dependency in dependencies.Items)
            {
                Dependency(source, facts, path, dependency);
            }
        }
        else
        {
            throw LineageProblems.Bad(path, root.Line, "It has no 'dependencies'.", Expected);
        }
    }

    /// <summary><c>channel::name=version=build</c>, or the list of what pip installs.</summary>
    private static void Dependency(LineageSource source, ImportedFacts facts, string path, DataNode dependency)
    {
        if (dependency.Kind == DataKind.Map)
        {
            new RequirementsFile(source, facts).Take(dependency["pip"]?.Items.Select(item => (item.Text, item.Line)) ?? [], path);
            return;
        }

        string text = dependency.Text[(dependency.Text.LastIndexOf("::", StringComparison.Ordinal) is >= 0 and int at ? at + 2 : 0)..].Trim();
        int end = text.AsSpan().IndexOfAny(AfterName);
        string name = (end < 0 ? text : text[..end]).ToLowerInvariant();
        string wanted = end < 0 ? "" : text[end..].Trim();
        if (name.Length == 0)
        {
            return;
        }

        string? version = Exact(wanted);
        if (version is null)
        {
            facts.AddUnpinned(PythonPackages.Conda, name, wanted);
            return;
        }

        facts.AddPackage(PythonPackages.Conda, name, version);
        if (name == "python")
        {
            facts.Environment.Language ??= $"python {version}";
        }
    }

    /// <summary>
    /// <c>=1.2.3=build</c> and <c>==1.2.3</c> are exact. <c>=1.2</c> is any 1.2, but what conda exports without builds looks the same: three numbers
    /// are taken as all that the version has.
    /// </summary>
    private static string? Exact(string wanted)
    {
        if (!wanted.StartsWith('=') || wanted.AsSpan().ContainsAny(Open))
        {
            return null;
        }

        string[] parts = wanted.TrimStart('=').Split('=');
        return parts.Length > 1 || wanted.StartsWith("==", StringComparison.Ordinal) || parts[0].Count(c => c == '.') >= 2 ? parts[0] : null;
    }

    private static void Locked(Dictionary<string, List<(string, string, string)>> locked, DataNode package)
    {
        if (package.String("name") is not { } name || package.String("version") is not { } version)
        {
            return;
        }

        string platform = package.String("platform") ?? "";
        if (!locked.TryGetValue(platform, out var packages))
        {
            locked[platform] = packages = [];
        }

        bool pip = package.String("manager") == "pip";
        packages.Add((pip ? PythonPackages.PyPI : PythonPackages.Conda, pip ? PythonPackages.Normalize(name) : name.ToLowerInvariant(), version.Split(' ')[0]));
    }

    private static void Lock(LineageSource source, ImportedFacts facts, string path, DataNode root, Dictionary<string, List<(string Ecosystem, string Name, string Version)>> locked)
    {
        if (root.String("version") is { } version && version != "1")
        {
            throw LineageProblems.Version(path, root["version"]!.Line, version, "a conda lock file", "Update ModelPack.Sdk, or lock with a version of conda-lock that writes version 1.");
        }

        string? platform = source.Item.Get("Platform")
            ?? (locked.ContainsKey(CommonPlatform) ? CommonPlatform : root["metadata"]?.Strings("platforms").FirstOrDefault(locked.ContainsKey) ?? locked.Keys.Order(StringComparer.Ordinal).FirstOrDefault());
        if (platform is null || !locked.TryGetValue(platform, out var packages))
        {
            throw LineageProblems.Bad(path, 1, $"It has no packages for the platform '{platform}' but {string.Join(", ", locked.Keys.Order(StringComparer.Ordinal))}.", "a conda lock file");
        }

        facts.Environment.OperatingSystem ??= platform.Length > 0 ? platform : null;
        foreach ((string ecosystem, string name, string exact) in packages)
        {
            facts.AddPackage(ecosystem, name, exact);
            facts.Environment.Language ??= name == "python" ? $"python {exact}" : null;
        }
    }
}
