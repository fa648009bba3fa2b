namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Reads what a download into a folder leaves: for each file its commit and digest, in three lines.</summary>
internal static class HubLocalFolder
{
    private const string Suffix = ".metadata";
    private const string Expected = "a record of a download from the Hub";
    private const int MaximumDepth = 16;

    /// <summary>Where the records are.</summary>
    public static string MetadataFolder { get; } = Path.Combine(".cache", "huggingface", "download");

    /// <summary>Reads the records of a folder.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string folder)
    {
        string root = Path.Combine(folder, MetadataFolder);
        SortedDictionary<string, int> commits = new(StringComparer.Ordinal);
        foreach (string record in source.Files.Below(root, MaximumDepth).Where(path => path.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            string[] lines = source.Files.Text(record, Expected).Split('\n', StringSplitOptions.TrimEntries);
            if (lines.Length < 2 || lines[0].Length != 40 || !lines[0].All(char.IsAsciiHexDigit))
            {
                throw LineageProblems.Bad(record, 1, "It does not begin with a commit.", Expected);
            }

            commits[lines[0]] = commits.GetValueOrDefault(lines[0]) + 1;
            string file = Path.GetRelativePath(root, record)[..^Suffix.Length];
            HubDigest.Claim(source, facts, file, folder, lines[1], record);
            if (!File.Exists(Path.Combine(folder, file)))
            {
                facts.AddMissing(file.Replace('\\', '/'));
            }
        }

        // A later download of some files leaves the others as they were.
        facts.Source.Revision ??= commits.OrderByDescending(commit => commit.Value).Select(commit => commit.Key).FirstOrDefault();
        if (commits.Count > 1)
        {
            (facts.Source.Tags ??= new(StringComparer.Ordinal))["revisions"] = string.Join(", ", commits.Keys);
        }
    }
}
