using System.Text.Json;

namespace ModelPack.Benchmarks.Reports;

/// <summary>The results of a command, as they are kept in a file.</summary>
internal sealed record Report
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What it was measured on, in one line.</summary>
    public required string Machine { get; init; }

    /// <summary>What was typed.</summary>
    public required string Command { get; init; }

    /// <summary>The commit that was measured.</summary>
    public required string Commit { get; init; }

    /// <summary>When.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The models.</summary>
    public List<RunResult> Runs { get; init; } = [];

    /// <summary>Reads a file.</summary>
    public static Report Load(string path) => JsonSerializer.Deserialize<Report>(File.ReadAllText(path), Options) ?? throw new InvalidDataException($"'{path}' is empty.");

    /// <summary>Writes a file.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, Options) + "\n");
    }
}
