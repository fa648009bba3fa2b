using System.Globalization;
using System.Text.Json;

namespace ModelPack.Core.Tests.Attestations;

/// <summary>Manifests of every kind.</summary>
internal static class SampleManifests
{
    public const string Sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static ModelManifest Minimal() => Finish(new ModelManifest { Id = "Contoso.Model", Version = "1.0.0" });

    public static ModelManifest System() => Finish(new ModelManifest
    {
        Id = "Contoso.Assistant",
        Version = "2.0.0-beta.1",
        Parts = [new ModelPart { Id = "Contoso.Embedder", Version = "1.0.0" }, new ModelPart { Id = "Contoso.Reranker", Version = "3.0.0" }],
        Endpoints = [new ModelEndpoint { Name = "gpt", Provider = "Example", Snapshot = "2026-01-01", Parameters = "temperature=0" }, new ModelEndpoint { Name = "gpt" }],
        Prompts = [new ModelDocument { Path = "registry:/prompts/a", Sha256 = Sha, Size = 3, Text = "abc" }],
        Retrieval = [new ModelDocument { Path = "rag/index.json", Sha256 = Sha, Size = 3 }],
        Evaluation = [new ModelDocument { Path = "evaluation/people.csv", Sha256 = Sha, Size = 3, Sensitivity = "personal" }],
    });

    public static ModelManifest Full() => Finish(new ModelManifest
    {
        Id = "Contoso.Sentiment",
        Version = "1.2.0",
        ToolVersion = "0.1.0",
        Producer = "Contoso",
        ProjectUrl = "https://example.com/sentiment",
        Description = "Tells moods.",
        Created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        License = "MIT",
        Files =
        [
            new ModelFile { Path = "MODEL_CARD.md", Role = "config", MediaType = "text/markdown", Size = 1, Sha256 = Sha },
            new ModelFile { Path = "model.onnx", Role = "weights", MediaType = "application/vnd.onnx", Size = 10, Sha256 = Sha, Layout = "tensor", LaidOutSha256 = new string('a', 64), LaidOutSize = 5, Shards = [new string('b', 64)], Recipe = new ModelRecipe { Path = "model.onnx.json", Sha256 = new string('c', 64) } },
        ],
        Payloads = [new ModelPayload { Id = "Contoso.Payload.bb", Version = "1.0.0", Sha256 = new string('b', 64), Size = 9 }],
        Models =
        [
            new ModelEntry
            {
                File = "model.onnx",
                Format = "onnx",
                Role = "model",
                Primary = true,
                Parameters = 100,
                Producer = "pytorch 2.9.0",
                Signature = new ModelSignature
                {
                    Inputs = [new ModelValue { Name = "text", Type = new ModelType { Kind = "tensor", ElementType = "string", Shape = [ModelDimension.Symbolic("N")] } }],
                    Outputs = [new ModelValue { Name = "label", Type = new ModelType { Kind = "tensor", ElementType = "int64", Shape = [] } }],
                },
                Validations = [new ModelValidation { Runtime = "1.31.1", ExecutionProvider = "Cpu", Outcome = ModelValidationOutcomes.Matches, Samples = 2 }],
            },
        ],
        Code = new ModelCode { Repository = "git@example.com:contoso/sentiment.git", Commit = new string('d', 40), Branch = "main", Tag = "v1.2.0", Dirty = false, TrainingEntryPoint = "train.py" },
        TrainingCode = new ModelCode { Repository = "https://example.com/contoso/training", Commit = new string('e', 40), Branch = "main" },
        Environment = new ModelEnvironment
        {
            Language = "python 3.12",
            LockFile = "uv.lock",
            Packages = Packages(("pypi", "Torch_Audio", "2.9.0+cu121"), ("pypi", "numpy", "1.26.4, 2.1.0"), ("conda", "mkl", "2024.1"), ("nuget", "Microsoft.ML", "5.0.0")),
            Unpinned = Packages(("pypi", "requests", ">=2")),
        },
        Data =
        [
            new ModelDataset { Name = "reviews", Role = "training", Uri = "s3://data/reviews", Version = "2026-05", Digest = $"sha256:{Sha}", Size = 1000, License = "CC-BY-4.0", Description = "Reviews.", Content = "text", Identifier = "doi:10.5281/zenodo.1", Owner = "Data team", Provenance = "Crawled.", Sensitivity = "personal", Statistics = "n=5", PreprocessingVersion = "3" },
            new ModelDataset { Name = "reviews", Role = "evaluation", Digest = "md5:0123456789abcdef0123456789abcdef", Uri = "C:\\data\\reviews", Identifier = "pkg:huggingface/a/b@1" },
            new ModelDataset { Name = "other", Digest = "md5:0123456789abcdef0123456789abcdef.dir" },
        ],
        Configuration = new ModelConfiguration { Hyperparameters = Settings(("lr", "0.1"), ("layers", "[1, 2]"), ("none", "null")), FeatureEngineering = Settings(("ngrams", "3")), TrainingArguments = Settings(("fp16", "true")) },
        Metrics = [new ModelMetric { Name = "accuracy", Value = 0.9, Dataset = "reviews", Split = "test" }, new ModelMetric { Name = "robustness", Value = double.NaN, Kind = ModelMetric.Security, Min = 0.5 }],
        Training = new ModelTraining { Author = "Ada", Started = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), Ended = DateTimeOffset.FromUnixTimeSeconds(1_600_003_600), Duration = "PT1H", Compute = "1 GPU", Energy = "1 kWh", Experiments = ["https://example.com/run/1", "run 7"] },
        Architecture = new ModelArchitecture { Name = "BertModel", Family = "bert", Task = "text-classification", Framework = "pytorch", Explainability = "none", Autonomy = "none", Languages = ["en", "de"] },
        Card = new ModelDocument { Path = "MODEL_CARD.md", Sha256 = Sha, Size = 1, Packed = true },
        ApplicationArea = "Customer service",
        IntendedUse = "Reviews.",
        OutOfScopeUse = "People.",
        Limitations = "English.",
        DataFlow = "In and out.",
        DataUsage = "None.",
        Software = "ONNX Runtime",
        Hardware = "Any CPU",
        Security = new ModelSecurity { Controls = "None.", Compliance = "None.", PolicyUrl = "https://example.com/security", VulnerabilitiesUrl = "https://example.com/advisories" },
        BaseModel = [new ModelBaseModel { Name = "google/bert", Revision = new string('f', 40), Relation = "finetune" }, new ModelBaseModel { Name = "a model", Uri = "/home/ada/model" }],
        Registry = [new ModelRegistration { Registry = "MLflow", Name = "sentiment", Version = "7", Stages = ["Production"], Aliases = ["champion"] }],
        Lineage = [new ModelLineageSource { Kind = "MLflow", File = "mlruns", Sha256 = Sha, Run = "abc" }, new ModelLineageSource { Kind = "Git", File = "../training", Repository = "https://example.com/x", Revision = "1" }],
    });

    public static ModelManifest WithLicense(string license)
    {
        ModelManifest manifest = Minimal();
        manifest.License = license;
        manifest.Data = [new ModelDataset { Name = "data", License = license }];
        return manifest;
    }

    /// <summary>Every text of the full manifest replaced.</summary>
    public static ModelManifest Hostile(string text)
    {
        string json = global::System.Text.Encoding.UTF8.GetString(Full().ToUtf8Bytes());
        using JsonDocument document = JsonDocument.Parse(json);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            Replace(document.RootElement, "", text, writer);
        }

        stream.Position = 0;
        return ModelManifest.Load(stream, "hostile");
    }

    public static ModelManifest ManyPackages(int count)
    {
        ModelManifest manifest = Minimal();
        SortedDictionary<string, string> packages = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            packages[string.Create(CultureInfo.InvariantCulture, $"package-{i:d6}")] = "1.0.0";
        }

        manifest.Environment = new ModelEnvironment { Packages = new(StringComparer.Ordinal) { ["pypi"] = packages } };
        return manifest;
    }

    private static ModelManifest Finish(ModelManifest manifest)
    {
        manifest.Digest = ModelDigest.Compute(manifest.Files);
        return manifest;
    }

    private static SortedDictionary<string, SortedDictionary<string, string>> Packages(params (string Ecosystem, string Name, string Version)[] packages)
    {
        SortedDictionary<string, SortedDictionary<string, string>> all = new(StringComparer.Ordinal);
        foreach ((string ecosystem, string name, string version) in packages)
        {
            all.TryAdd(ecosystem, new(StringComparer.Ordinal));
            all[ecosystem][name] = version;
        }

        return all;
    }

    private static SortedDictionary<string, JsonElement> Settings(params (string Name, string Json)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, setting => JsonElement.Parse(setting.Json)), StringComparer.Ordinal);

    private static void Replace(JsonElement element, string name, string text, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Replace(property.Value, property.Name, text, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Replace(item, name, text, writer);
                }

                if (name is not "files" and not "models" and not "shape")
                {
                    writer.WriteNullValue();
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when name is not ("created" or "started" or "ended" or "updated" or "value"):
                writer.WriteStringValue(text);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
