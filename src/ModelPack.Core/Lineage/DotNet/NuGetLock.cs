using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.DotNet;

/// <summary>Reads <c>packages.lock.json</c>: the exact packages of each framework of a project.</summary>
internal static class NuGetLock
{
    public const string FileName = "packages.lock.json";
    private const string Ecosystem = "nuget";
    private const string Expected = "a NuGet lock file";
    private const int NewestVersion = 3;

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        string? wanted = source.Item.Get("Framework");
        List<string> frameworks = [];
        DataNode root = source.Files.Json(path, Expected, new DataStreams().On("dependencies", (framework, packages) =>
        {
            // 'net10.0/linux-x64' has what is special to a runtime.
            frameworks.Add(framework);
            if (wanted is not null && !framework.Split('/', 2)[0].Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            facts.Environment.Language ??= Language(framework);
            foreach ((string id, DataNode package) in packages.Pairs)
            {
                if (package.String("resolved") is { } version && package.String("type") != "Project")
                {
                    facts.AddPackage(Ecosystem, id, version);
                }
            }
        }));
        if (root.Integer("version") is not { } format)
        {
            throw LineageProblems.Bad(path, 1, "It has no 'version'.", Expected);
        }

        if (format > NewestVersion)
        {
            throw LineageProblems.Version(path, root["version"]!.Line, root.String("version")!, Expected, "Update ModelPack.Sdk.");
        }

        if (wanted is not null && facts.Environment.Language is null)
        {
            throw LineageProblems.Bad(path, 1, $"It has no framework '{wanted}' but {string.Join(", ", frameworks)}.", Expected);
        }

        facts.Environment.LockFile = source.Relative(path);
    }

    /// <summary><c>net10.0</c> is .NET 10.0.</summary>
    private static string Language(string framework)
    {
        string moniker = framework.Split('/', 2)[0];
        return moniker.StartsWith("net", StringComparison.OrdinalIgnoreCase) && moniker.Length > 4 && char.IsAsciiDigit(moniker[3]) && moniker.Contains('.', StringComparison.Ordinal)
            ? $".NET {moniker[3..].Split('-', 2)[0]}"
            : moniker;
    }
}
