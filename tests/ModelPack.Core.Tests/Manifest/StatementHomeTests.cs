using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Manifest;

/// <summary>Every statement that a person may want to make of a model has a field, and a way to state it: as the README's table says, row by row.</summary>
public sealed partial class StatementHomeTests
{
    private const string Heading = "## Where each fact goes";

    private static readonly string[] Statements =
    [
        "weights", "architecture", "tokenizer", "configuration",
        "training commit", "exact library versions",
        "data reference", "data version", "preprocessing version",
        "hyperparameters", "feature engineering", "training arguments",
        "metrics", "evaluation", "compute", "duration", "author", "time", "experiment link",
        "prompts", "system prompts", "RAG configuration", "evaluation sets", "hosted models",
    ];

    [Fact]
    public void TheReadmeHasARowForEach() => Assert.Equal([], Statements.Except(Rows().Select(row => row.Statement), StringComparer.Ordinal));

    [Fact]
    public void EachIsInTheFieldThatTheReadmeNames()
    {
        JsonNode manifest = Stated();

        string[] lacking = [.. Rows().SelectMany(row => row.Fields.Select(field => (row.Statement, Field: field))).Where(row => !Find(manifest, row.Field).Any()).Select(row => $"{row.Statement}: {row.Field}")];

        Assert.Equal([], lacking);
    }

    [Fact]
    public void NoneIsThereThatWasNotStated()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Card, "MODEL_CARD.md", "# x");
        JsonNode manifest = JsonNode.Parse(project.BuildManifest().ToUtf8Bytes())!;

        string[] there = [.. Rows().SelectMany(row => row.Fields).Where(field => Find(manifest, field).Any())];

        Assert.Equal([], there);
    }

    [Fact]
    public void WhatTheReadmeSaysToUseExists()
    {
        string targets = string.Concat(Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Sdk", "targets")).Select(File.ReadAllText));

        string[] unknown = [.. Rows().SelectMany(row => Name().Matches(row.How).Select(match => match.Value)).Where(name => !targets.Contains($"({name})", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

        Assert.Equal([], unknown);
        Assert.All(Rows(), row => Assert.Matches(Name(), row.How));
    }

    /// <summary>The manifest of a project that states everything.</summary>
    private static JsonNode Stated()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(symbolicBatch: true));
        project.Add(ModelItemKind.Tokenizer, "vocab.txt", "[UNK]\na\n");
        project.Add(ModelItemKind.Config, "config.json", "{}");
        project.Add(ModelItemKind.Prompt, "prompts/answer.md", "Answer.");
        project.Add(ModelItemKind.Prompt, "prompts/system.md", "Be kind.", ("Role", "system"));
        project.Add(ModelItemKind.Retrieval, "rag/index.json", "{}");
        project.Add(ModelItemKind.Evaluation, "evaluation/questions.csv", "x");
        project.Add(ModelItemKind.Lineage, "requirements.txt", "numpy==2.1.0\n", ("Kind", "Requirements"));
        project.Include(ModelItemKind.Lineage, "training-code", ("Kind", "Git"), ("Repository", "https://example.com/training.git"), ("Commit", new string('a', 40)));
        project.Include(ModelItemKind.Dataset, "reviews", ("Uri", "s3://data/reviews"), ("Version", "2026-05"), ("PreprocessingVersion", "3"), ("Role", "training"));
        project.Include(ModelItemKind.Dataset, "held-out", ("Uri", "s3://data/held-out"), ("Role", "evaluation"));
        project.Include(ModelItemKind.Hyperparameter, "learning_rate", ("Value", "0.1"));
        project.Include(ModelItemKind.Hyperparameter, "ngrams", ("Value", "3"), ("Kind", "FeatureEngineering"));
        project.Include(ModelItemKind.Hyperparameter, "seed", ("Value", "42"), ("Kind", "TrainingArgument"));
        project.Include(ModelItemKind.Metric, "accuracy", ("Value", "0.9"), ("Dataset", "held-out"), ("Split", "test"));
        project.Include(ModelItemKind.Metric, "typos", ("Value", "0.8"), ("Kind", "Security"), ("Min", "0.7"));
        project.Include(ModelItemKind.Endpoint, "gpt", ("Provider", "Example"), ("Snapshot", "2026-01-01"));
        project.Include(ModelItemKind.BaseModel, "example/base", ("Revision", "1"));
        ModelProject stated = project.ToProject() with
        {
            License = "MIT",
            Description = "Tells moods.",
            TrainingAuthor = "Ada",
            TrainingDuration = "2 h",
            Compute = "1 GPU",
            ExperimentUrl = "https://example.com/run/7",
            TrainingEntryPoint = "train.py",
            IntendedUse = "Reviews.",
            OutOfScopeUse = "People.",
            Limitations = "English.",
            Statements = new ModelStatements
            {
                Producer = "Contoso",
                ProjectUrl = "https://example.com",
                Architecture = "Logistic regression",
                Task = "text-classification",
                Explainability = "Linear",
                Autonomy = "None",
                ApplicationArea = "Shops",
                DataFlow = "In and out",
                InputOutput = "A text and a mood",
                DataUsage = "None",
                Software = "ONNX Runtime",
                Hardware = "Any processor",
                TrainingStarted = "2026-01-31T14:30:00Z",
                TrainingEnded = "2026-01-31T17:30:00+01:00",
                TrainingEnergy = "1 kWh",
                SecurityControls = "None",
                SecurityCompliance = "None",
                SecurityPolicyUrl = "https://example.com/security.txt",
                VulnerabilitiesUrl = "https://example.com/vex",
            },
        };

        ModelBuildResult result = ModelBuild.Run(stated, TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        SchemaTests.AssertManifest(project);
        return JsonNode.Parse(File.ReadAllBytes(project.State.Manifest))!;
    }

    private static IReadOnlyList<(string Statement, string[] Fields, string How)> Rows()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Sdk", "README.md"));
        int start = readme.IndexOf(Heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The README has no '{Heading}'.");
        int end = readme.IndexOf("\n## ", start + Heading.Length, StringComparison.Ordinal);
        return [.. readme[start..end].Split('\n')
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length == 5 && Code().IsMatch(cells[2]))
            .Select(cells => (cells[1].Trim(), Code().Matches(cells[2]).Select(match => match.Groups[1].Value).ToArray(), cells[3]))];
    }

    /// <summary>What a path such as <c>files[role=weights]</c> or <c>data[].version</c> leads to.</summary>
    private static IEnumerable<JsonNode> Find(JsonNode manifest, string path)
    {
        IEnumerable<JsonNode?> nodes = [manifest];
        foreach (string step in path.Split('.'))
        {
            string name = step.Split('[')[0];
            nodes = [.. nodes.Select(node => node is JsonObject entries && entries.TryGetPropertyValue(name, out JsonNode? value) ? value : null)];
            if (step.EndsWith(']'))
            {
                string[] filter = step[(name.Length + 1)..^1].Split('=');
                nodes = [.. nodes.OfType<JsonArray>().SelectMany(array => array).Where(item => filter.Length < 2 || (string?)item![filter[0]] == filter[1])];
            }
        }

        return nodes.OfType<JsonNode>().Where(node => node is not JsonObject { Count: 0 });
    }

    [GeneratedRegex("`([a-zA-Z.=\\[\\]]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("\\b(?:Model(?!s\\b)[A-Z]\\w+|Authors|Company|PackageProjectUrl|PackageLicenseExpression|Description)\\b")]
    private static partial Regex Name();
}
