namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads conda's explicit lists: after <c>@EXPLICIT</c> an address of a package on each line.</summary>
internal static class CondaExplicit
{
    private const string Marker = "@EXPLICIT";
    private const string Expected = "an explicit conda list";

    /// <summary>Whether the first lines of a file have the marker.</summary>
    public static bool Is(LineagePath path) => path.Extension is ".txt" or ".lock" && path.Mentions(Marker);

    public static void Read(LineageSource source, ImportedFacts facts, string path) => source.Files.Lines(path, Expected, (line, number) =>
    {
        line = line.Trim();
        if (line.Length == 0 || line[0] == '#' || line == Marker)
        {
            return;
        }

        // <channel>/<platform>/<name>-<version>-<build>.conda#<md5>
        string file = line.Split('#', 2)[0];
        file = file[(file.LastIndexOf('/') + 1)..];
        file = file.EndsWith(".tar.bz2", StringComparison.Ordinal) ? file[..^8] : file.EndsWith(".conda", StringComparison.Ordinal) ? file[..^6] : "";
        if (file.Split('-') is not [.. { Length: > 0 } name, var version, _])
        {
            throw LineageProblems.Bad(path, number, "The line is no address of a conda package.", Expected);
        }

        string full = string.Join('-', name).ToLowerInvariant();
        facts.AddPackage(PythonPackages.Conda, full, version);
        facts.Environment.Language ??= full == "python" ? $"python {version}" : null;
    });
}
