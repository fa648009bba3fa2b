using System.Text.Json;

using ModelPack.Json;
using ModelPack.Runtime.Tasks.Chains;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>
/// <c>modelpack/records.json</c> of a package of revocations. Each version of the package has all records that came before; that they are whole is checked as the tool does.
/// </summary>
internal static class RevocationRecords
{
    /// <summary>The file in the package.</summary>
    public const string Entry = "modelpack/records.json";

    private const int KnownSchemaVersion = 1;

    /// <summary>The package of revocations of a model.</summary>
    public static string PackageOf(string model) => model + ".Revocations";

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="model">The package id of the model.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has no revocations of the model, or they cannot be right.</exception>
    public static List<Revocation> Read(string file, string model)
    {
        if (new FileInfo(file) is { Exists: true, Length: > RecordLimits.MaximumSize })
        {
            throw new InvalidDataException("it is larger than any file of records");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), ChainText.Reading);
            JsonElement root = document.RootElement;
            if (root.GetProperty("schemaVersion").GetInt32() > KnownSchemaVersion)
            {
                throw new InvalidDataException("it is of a newer format than this version of ModelPack.Runtime reads; update ModelPack.Runtime");
            }

            if (Text(root, "kind") != "revocations" || !Text(root, "model").Equals(model, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"it has no revocations of '{model}'");
            }

            JsonElement[] records = [.. root.GetProperty("records").EnumerateArray()];
            return FindFlaw(Path.GetDirectoryName(file)!, model, records) is { } flaw ? throw new InvalidDataException(flaw) : [.. records.Select(Of)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"it is no file of records: {exception.Message}", exception);
        }
    }

    private static string? FindFlaw(string folder, string model, JsonElement[] records) => ChainText.FindFlaw(
        records,
        (record, _, name) =>
            !model.Equals(ChainText.Text(record.GetProperty("subject"), "id"), StringComparison.OrdinalIgnoreCase) ? $"{name} is of another model"
            : ChainText.Text(record, "envelope") is { } envelope && !RevocationEnvelope.Fits(folder, envelope, record) ? $"{name} names a signed envelope that is not there, or says something else"
            : null);

    private static Revocation Of(JsonElement record)
    {
        JsonElement subject = record.GetProperty("subject");
        return new Revocation(
            Text(subject, "id"),
            Text(subject, "version"),
            Text(subject, "digest"),
            Text(record, "severity"),
            Text(record, "reason"),
            record.TryGetProperty("actor", out JsonElement actor) ? Text(actor, "name") : "",
            Text(record, "time"),
            Text(record, "ticket"));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
