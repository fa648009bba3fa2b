using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>
/// The manifest of a model package, <c>modelpack/modelpack.json</c>: what the model is, what it was made from and how it was checked.
/// Property order is the order in the file; fields that this version does not know survive a round trip.
/// </summary>
public sealed class ModelManifest
{
    /// <summary>The schema version that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The identifier of the JSON Schema that describes this version of the manifest.</summary>
    public const string SchemaId = "https://modelpack.net/schema/modelpack-1.json";

    /// <summary>The file name of a manifest.</summary>
    public const string FileName = "modelpack.json";

    /// <summary>The identifier of the JSON Schema of this file.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; } = SchemaId;

    /// <summary>The version of the manifest's format; readers refuse a higher one.</summary>
    public int SchemaVersion { get; set; } = CurrentSchemaVersion;

    /// <summary>The NuGet package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The normalized NuGet package version.</summary>
    public string Version { get; set; } = "";

    /// <summary>The model's digest, <c>sha256:</c> and 64 hexadecimal digits; see <see cref="ModelDigest"/>.</summary>
    public string Digest { get; set; } = "";

    /// <summary>When the version was made: <c>SOURCE_DATE_EPOCH</c>, else the commit's time, else absent. UTC.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>The version of ModelPack that wrote the manifest.</summary>
    public string? ToolVersion { get; set; }

    /// <summary>The organisation or person that supplies the model.</summary>
    public string? Producer { get; set; }

    /// <summary>One sentence about the model, as in the package's description.</summary>
    public string? Description { get; set; }

    /// <summary>Every packed file of the model, ordered by path (ordinal).</summary>
    public List<ModelFile> Files { get; set; } = [];

    /// <summary>The payload packages that hold the large files, if any.</summary>
    public List<ModelPayload>? Payloads { get; set; }

    /// <summary>Every loadable model among the files.</summary>
    public List<ModelEntry> Models { get; set; } = [];

    /// <summary>The source code that the model project was built from.</summary>
    public ModelCode? Code { get; set; }

    /// <summary>The source code that trained the model, where a source tells it: it may be another repository or commit.</summary>
    public ModelCode? TrainingCode { get; set; }

    /// <summary>The software environment of the training.</summary>
    public ModelEnvironment? Environment { get; set; }

    /// <summary>The data sets that trained or evaluated the model.</summary>
    public List<ModelDataset>? Data { get; set; }

    /// <summary>Hyperparameters, feature engineering and training arguments.</summary>
    public ModelConfiguration? Configuration { get; set; }

    /// <summary>The steps that made the model out of the data.</summary>
    public List<ModelPipelineStage>? Pipeline { get; set; }

    /// <summary>Measured quality.</summary>
    public List<ModelMetric>? Metrics { get; set; }

    /// <summary>Who trained the model, when and on what.</summary>
    public ModelTraining? Training { get; set; }

    /// <summary>Prompt templates and system prompts.</summary>
    public List<ModelDocument>? Prompts { get; set; }

    /// <summary>Retrieval (RAG) configuration.</summary>
    public List<ModelDocument>? Retrieval { get; set; }

    /// <summary>Hosted models that the system calls.</summary>
    public List<ModelEndpoint>? Endpoints { get; set; }

    /// <summary>The model packages that a system consists of.</summary>
    public List<ModelPart>? Parts { get; set; }

    /// <summary>Evaluation data sets and results.</summary>
    public List<ModelDocument>? Evaluation { get; set; }

    /// <summary>The model card.</summary>
    public ModelDocument? Card { get; set; }

    /// <summary>What kind of model it is.</summary>
    public ModelArchitecture? Architecture { get; set; }

    /// <summary>The domain that the model is meant for, e.g. <c>healthcare</c>.</summary>
    public string? ApplicationArea { get; set; }

    /// <summary>What the model is meant for.</summary>
    public string? IntendedUse { get; set; }

    /// <summary>What the model must not be used for.</summary>
    public string? OutOfScopeUse { get; set; }

    /// <summary>Known limitations.</summary>
    public string? Limitations { get; set; }

    /// <summary>How data flows into, through and out of the model where it is used.</summary>
    public string? DataFlow { get; set; }

    /// <summary>What the model takes and gives, where no signature in <see cref="Models"/> tells it.</summary>
    public string? InputOutput { get; set; }

    /// <summary>How the model uses data, personal or sensitive data in particular.</summary>
    public string? DataUsage { get; set; }

    /// <summary>The software that the model needs to run, as the author states it; what it was validated in is in <see cref="ModelEntry.Validations"/>.</summary>
    public string? Software { get; set; }

    /// <summary>The hardware that the model needs to run.</summary>
    public string? Hardware { get; set; }

    /// <summary>How the model is secured.</summary>
    public ModelSecurity? Security { get; set; }

    /// <summary>The address of the project's pages.</summary>
    public string? ProjectUrl { get; set; }

    /// <summary>The models that this one was made from.</summary>
    public List<ModelBaseModel>? BaseModel { get; set; }

    /// <summary>The licence: an SPDX expression or a name.</summary>
    public string? License { get; set; }

    /// <summary>Where model registries had the model.</summary>
    public List<ModelRegistration>? Registry { get; set; }

    /// <summary>The sources that facts were imported from.</summary>
    public List<ModelLineageSource>? Lineage { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The primary model, or <see langword="null"/> where there is none.</summary>
    [JsonIgnore]
    public ModelEntry? PrimaryModel => Models.FirstOrDefault(model => model.Primary);

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file to read.</param>
    /// <exception cref="InvalidDataException">The file is not a manifest, or one of a newer format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelManifest Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">The name that errors give.</param>
    /// <exception cref="InvalidDataException">The stream holds no manifest, or one of a newer format.</exception>
    public static ModelManifest Load(Stream stream, string name)
    {
        ModelManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(stream, ManifestJsonContext.Default.ModelManifest);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{name}' is not a ModelPack manifest: {exception.Message}", exception);
        }

        if (manifest is null || manifest.Id.Length == 0)
        {
            throw new InvalidDataException($"'{name}' is not a ModelPack manifest: it names no package id.");
        }

        if (manifest.Files.Contains(null!) || manifest.Models.Contains(null!))
        {
            throw new InvalidDataException($"'{name}' is not a ModelPack manifest: a file or model in it is null.");
        }

        return manifest.SchemaVersion <= CurrentSchemaVersion
            ? manifest
            : throw new InvalidDataException($"'{name}' has schema version {manifest.SchemaVersion}; this version of ModelPack reads up to {CurrentSchemaVersion}. Update ModelPack.Runtime.");
    }

    /// <summary>The manifest as UTF-8 JSON, indented by two spaces, with <c>\n</c> line ends and no byte order mark. Equal manifests give equal bytes.</summary>
    public byte[] ToUtf8Bytes()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, ManifestJsonContext.WriterOptions))
        {
            JsonSerializer.Serialize(writer, this, ManifestJsonContext.Default.ModelManifest);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
