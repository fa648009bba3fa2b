using System.Text.Json;

namespace ModelPack.Runtime.Tasks.Stages;

/// <summary>What an alias serves, by the newest record of its <c>promotion.json</c>.</summary>
/// <param name="Alias">The package id of the alias.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Model">The package id of the model.</param>
/// <param name="AliasVersion">The version of the alias package that the record came with.</param>
/// <param name="Version">The version of the model.</param>
/// <param name="Digest">The digest of the model.</param>
/// <param name="Former">What it served before, the newest first, each once.</param>
/// <param name="Flaw">Why its history is not whole; <see langword="null"/> where it is.</param>
internal sealed record ServedModel(string Alias, string Stage, string Model, string AliasVersion, string Version, string Digest, IReadOnlyList<(string Version, string Digest)> Former, string? Flaw)
{
    /// <summary>The name of the file, beside the manifest.</summary>
    public const string FileName = "promotion.json";

    private const int MaximumSize = 16 << 20;

    private const int KnownSchemaVersion = 1;

    // Of two fields of one name, readers would believe different ones.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The file of an alias.</summary>
    /// <param name="manifest">The full path of its manifest.</param>
    public static string FileBeside(string manifest) => Path.Combine(Path.GetDirectoryName(manifest) ?? "", FileName);

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no history of an alias.</exception>
    public static ServedModel Read(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > MaximumSize })
        {
            throw new InvalidDataException("It is larger than any history of an alias.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), Strict);
            JsonElement root = document.RootElement;
            if (root.GetProperty("schemaVersion").GetInt32() > KnownSchemaVersion)
            {
                throw new InvalidDataException("It is of a newer format than this version of ModelPack.Runtime reads; update ModelPack.Runtime.");
            }

            JsonElement[] records = [.. root.GetProperty("records").EnumerateArray()];
            JsonElement newest = records[^1];
            JsonElement model = newest.GetProperty("model");
            string alias = Text(root, "alias");
            string id = Text(root, "model");
            if (Text(newest, "alias") != alias || Text(model, "id") != id)
            {
                throw new InvalidDataException("Its newest record is of another alias or model.");
            }

            (string Version, string Digest) served = Served(newest);
            return new ServedModel(
                alias,
                Text(root, "stage"),
                id,
                FormattableString.Invariant($"{newest.GetProperty("sequence").GetInt32()}.0.0"),
                served.Version,
                served.Digest,
                [.. records.Reverse().Skip(1).Select(Served).Distinct().Where(former => former != served)],
                PromotionChain.FindFlaw(alias, id, records));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"It is no history of an alias: {exception.Message}", exception);
        }
    }

    private static (string Version, string Digest) Served(JsonElement record)
    {
        JsonElement model = record.GetProperty("model");
        return (Text(model, "version"), Text(model, "digest"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new KeyNotFoundException($"'{name}' is null.");
}
