using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Manifest;

/// <summary>What authors write into items and properties may hold a secret, and the package must not.</summary>
public sealed class StatedSecretsTests
{
    private const string AccessKey = "AKIAABCDEFGHIJKLMNOP";

    [Theory]
    [InlineData("https://jane:S3CR3T-x@example.com/data.csv", "https://example.com/data.csv")]
    [InlineData("https://example.com/data.csv?token=S3CR3T-x&version=3", "https://example.com/data.csv?token=***&version=3")]
    [InlineData("https://example.com/data.csv?version=3&access_token=S3CR3T-x", "https://example.com/data.csv?version=3&access_token=***")]
    [InlineData("https://b.s3.amazonaws.com/d?X-Amz-Date=20260101T000000Z&X-Amz-Signature=S3CR3T0123456789", "https://b.s3.amazonaws.com/d?X-Amz-Date=20260101T000000Z&X-Amz-Signature=***")]
    [InlineData("https://a.blob.core.windows.net/c/d?sv=2024-01-01&sp=r&sig=S3CR3T%2Bx%3D", "https://a.blob.core.windows.net/c/d?sv=2024-01-01&sp=r&sig=***")]
    [InlineData("https://storage.googleapis.com/b/d?X-Goog-Signature=S3CR3T0123456789", "https://storage.googleapis.com/b/d?X-Goog-Signature=***")]
    [InlineData("s3://" + AccessKey + ":S3CR3T-x@bucket/d", "s3://bucket/d")]
    [InlineData("https://example.com/data.csv?version=3", null)]
    [InlineData("https://example.com/a?q=token&page=2#section", null)]
    [InlineData("https://huggingface.co/datasets/a/b/resolve/0123456789abcdef0123456789abcdef01234567/d.csv", null)]
    [InlineData("ssh://git@example.com/data.git", null)]
    [InlineData("git@example.com:team/data.git", null)]
    [InlineData(@"C:\data\token\secret.csv", null)]
    [InlineData(@"\\server\share\api-keys.csv", null)]
    [InlineData("file:///data/secret/d.csv", null)]
    public void AnAddressIsMasked(string stated, string? expected)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Dataset, "reviews", ("Uri", stated));
        project.Include(ModelItemKind.BaseModel, "base", ("Uri", stated));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal((expected ?? stated, expected ?? stated), (manifest.Data![0].Uri, manifest.BaseModel![0].Uri));
        Assert.Equal(expected is null ? [] : ["Uri of ModelBaseModel 'base'", "Uri of ModelDataset 'reviews'"], Places(project));
    }

    [Theory]
    [InlineData("wandb_api_key", "0123456789abcdef0123456789abcdef01234567", "***")]
    [InlineData("db.password", "hunter2", "***")]
    [InlineData("db.password", "73519", "***")]
    [InlineData("args", "--lr 0.1 --api-key sk-abcdefghij0123456789", "--lr 0.1 --api-key ***")]
    [InlineData("command", "HF_TOKEN=S3CR3T0x python train.py", "HF_TOKEN=*** python train.py")]
    [InlineData("tracking", "https://jane:S3CR3T-x@mlflow.example.com", "https://mlflow.example.com")]
    [InlineData("max_tokens", "512", null)]
    [InlineData("token_count", "123456789", null)]
    [InlineData("tokenizer", "bert-base-uncased", null)]
    [InlineData("pad_token", "[PADDING]", null)]
    [InlineData("key", "value-of-a-key", null)]
    [InlineData("args", "--tokenizer bert-base-uncased --max_tokens 512 --token_count=100000 --eos_token <|endoftext|>", null)]
    [InlineData("data", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", null)]
    [InlineData("commit", "0123456789abcdef0123456789abcdef01234567", null)]
    [InlineData("api_key", "$OPENAI_API_KEY", null)]
    [InlineData("password", "***", null)]
    public void ASettingIsMasked(string name, string stated, string? expected)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Hyperparameter, name, ("Value", stated));
        project.Include(ModelItemKind.Hyperparameter, name, ("Value", stated), ("Kind", "FeatureEngineering"));
        project.Include(ModelItemKind.Hyperparameter, name, ("Value", stated), ("Kind", "TrainingArgument"));

        ModelConfiguration configuration = project.BuildManifest().Configuration!;

        Assert.All([configuration.Hyperparameters!, configuration.FeatureEngineering!, configuration.TrainingArguments!], settings => Assert.Equal(expected ?? stated, settings[name].ToString()));
        Assert.Equal(expected is null ? [] : [$"ModelHyperparameter '{name}'"], Places(project));
    }

    [Theory]
    [InlineData("temperature=0.2;api_key=S3CR3T0x;max_tokens=512", "temperature=0.2;api_key=***;max_tokens=512")]
    [InlineData("""{ "temperature": 0, "api_key": "S3CR3T0x" }""", """{ "temperature": 0, "api_key": "***" }""")]
    [InlineData("base_url=https://example.com/v1?code=S3CR3T0x", "base_url=https://example.com/v1?code=***")]
    [InlineData("Authorization: Bearer S3CR3T-x.y", "Authorization: Bearer ***")]
    [InlineData("temperature=0.2;max_tokens=512;top_p=1;tokenizer=cl100k_base;stop_token=<|end|>", null)]
    public void ParametersOfAHostedModelAreMasked(string stated, string? expected)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Endpoint, "gpt", ("Parameters", stated));

        Assert.Equal(expected ?? stated, project.BuildManifest().Endpoints![0].Parameters);
        Assert.Equal(expected is null ? [] : ["Parameters of ModelEndpoint 'gpt'"], Places(project));
    }

    [Fact]
    public void EveryStatementOfAProjectIsLookedAt()
    {
        const string Secret = "https://u:S3CR3T-x@example.com";
        using TestProject project = new();
        string[] data = ["Role", "Identifier", "Uri", "Version", "Digest", "PreprocessingVersion", "License", "Description", "Content", "Owner", "Provenance", "Sensitivity", "Statistics"];
        project.Include(ModelItemKind.Dataset, "d", [.. data.Select(name => (name, Secret))]);
        project.Include(ModelItemKind.Metric, "m", ("Value", "1"), ("Dataset", Secret), ("Split", Secret));
        project.Include(ModelItemKind.Endpoint, "e", ("Provider", Secret), ("Snapshot", Secret), ("Parameters", Secret));
        project.Include(ModelItemKind.BaseModel, "b", ("Revision", Secret), ("Uri", Secret), ("Relation", Secret));
        project.Include(ModelItemKind.Hyperparameter, Secret, ("Value", Secret));
        project.Add(ModelItemKind.Prompt, "p.txt", "x", ("Role", Secret), ("Sensitivity", Secret));
        ModelProject stated = project.ToProject() with
        {
            Description = Secret,
            License = Secret,
            TrainingAuthor = Secret,
            TrainingDuration = Secret,
            Compute = Secret,
            ExperimentUrl = $"{Secret}/1;{Secret}/2",
            TrainingEntryPoint = Secret,
            IntendedUse = Secret,
            OutOfScopeUse = Secret,
            Limitations = Secret,
            Statements = new()
            {
                Producer = Secret, ProjectUrl = Secret, Architecture = Secret, Task = Secret, Explainability = Secret, Autonomy = Secret, ApplicationArea = Secret, DataFlow = Secret, InputOutput = Secret,
                DataUsage = Secret, Software = Secret, Hardware = Secret, TrainingEnergy = Secret, SecurityControls = Secret, SecurityCompliance = Secret, SecurityPolicyUrl = Secret, VulnerabilitiesUrl = Secret,
            },
        };

        ModelBuildResult result = ModelBuild.Run(stated, TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        Assert.DoesNotContain("S3CR3T", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Problems, problem => problem.Message.Contains("S3CR3T", StringComparison.Ordinal));
        string[] told = [.. result.Problems.Where(problem => problem.Code == DiagnosticCodes.SecretMasked).Select(problem => problem.Message)];
        Assert.All(
            (string[])["Description", "ModelPackExperimentUrl", "PackageProjectUrl", "ModelPackTrainingEntryPoint", "ModelPackSecurityPolicyUrl", "Uri of ModelDataset 'd'", "Provider of ModelEndpoint 'e'", "Split of ModelMetric 'm'", "Uri of ModelBaseModel 'b'", "Role of ModelPrompt 'p.txt'"],
            place => Assert.Single(told, message => message.StartsWith(place + " holds", StringComparison.Ordinal)));
        Assert.Equal(told.Distinct(), told);
    }

    [Theory]
    [InlineData("The model reads one token: embeddings of it are compared. Password: required.")]
    [InlineData("Answers as key: value pairs, e.g. secret: classified; see https://example.com/?version=3.")]
    public void ASentenceThatOnlySpeaksOfSecretsStays(string text)
    {
        using TestProject project = new();
        ModelBuildResult result = ModelBuild.Run(project.ToProject() with { Description = text, Limitations = text }, TestContext.Current.CancellationToken);

        ModelManifest manifest = ModelManifest.Load(project.State.Manifest);

        Assert.Equal((text, text), (manifest.Description, manifest.Limitations));
        Assert.DoesNotContain(result.Problems, problem => problem.Code == DiagnosticCodes.SecretMasked);
    }

    [Fact]
    public void TheWarningIsOfTheProjectAndIsToldAgainWhereNothingChanged()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Dataset, "d", ("Uri", "https://u:S3CR3T-x@example.com/d"));
        project.Build();
        Problem first = Assert.Single(project.LineageProblems);

        Assert.True(project.Build().UpToDate);

        Assert.Equal((DiagnosticCodes.SecretMasked, ProblemSeverity.Warning, project.ProjectFile), (first.Code, first.Severity, first.File));
        Assert.Equal(first, Assert.Single(project.LineageProblems));
    }

    [Fact]
    public void WhatIsImportedAndMaskedIsToldOnce()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.yaml", "api_key: abcdefabcdef\nurl: https://u:p4ssw0rd@example.com/x?sig=abcdef\n");
        project.Include(ModelItemKind.Hyperparameter, "lr", ("Value", "0.1"));

        project.BuildManifest();

        Assert.Contains("params.yaml", Assert.Single(project.LineageProblems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AContradictionDoesNotTellTheSecret()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.yaml", "api_key: abcdefabcdef\n");
        project.Include(ModelItemKind.Hyperparameter, "api_key", ("Value", "S3CR3T0x"));

        project.BuildManifest();

        Assert.DoesNotContain(project.LastProblems, problem => problem.Message.Contains("S3CR3T", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PackageReleaseNotes", "See https://u:S3CR3T-x@example.com", "See https://example.com", true)]
    [InlineData("PackageProjectUrl", "https://u:S3CR3T-x@example.com", "https://example.com", false)]
    [InlineData("RepositoryUrl", "https://u:S3CR3T-x@example.com/a.git", "https://example.com/a.git", true)]
    [InlineData("RepositoryUrl", "https://gitlab-ci-token:S3CR3T-x@example.com/a.git", "https://example.com/a.git", false)]
    [InlineData("RepositoryUrl", "https://example.com/a.git", null, false)]
    [InlineData("Copyright", "© Contoso, all secret: ingredients", null, false)]
    [InlineData("Title", "", null, false)]
    public void TextsOfTheNuspecAreMasked(string property, string text, string? expected, bool isTold)
    {
        Assert.Equal(expected, NuspecTexts.Mask(property, text, "p.csproj", out Problem? warning));
        Assert.Equal(isTold ? DiagnosticCodes.SecretMasked : null, warning?.Code);
    }

    private static string[] Places(TestProject project) =>
        [.. project.LineageProblems.Select(problem => problem.Message[..problem.Message.IndexOf(" holds what looks like a secret", StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];
}
