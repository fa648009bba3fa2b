using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("https://user:pass@example.com/a.git", "https://example.com/a.git")]
    [InlineData("https://ghp_abc@example.com/a.git?x=1", "https://example.com/a.git?x=1")]
    [InlineData("postgresql://mlflow:hunter2@db:5432/mlflow", "postgresql://db:5432/mlflow")]
    [InlineData("ssh://git@example.com/a.git", "ssh://git@example.com/a.git")]
    [InlineData("git@example.com:team/a.git", "git@example.com:team/a.git")]
    [InlineData("https://example.com/a?token=abcdef123&x=1", "https://example.com/a?token=***&x=1")]
    [InlineData("https://x.blob.core.windows.net/c/b?sv=2022&sig=abc%2Fdef%3D", "https://x.blob.core.windows.net/c/b?sv=2022&sig=***")]
    [InlineData("python train.py --api-key abcdef0123 --lr 0.1", "python train.py --api-key *** --lr 0.1")]
    [InlineData("python train.py --hub_token=abcdef0123", "python train.py --hub_token=***")]
    [InlineData("WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567 python x.py", "WANDB_API_KEY=*** python x.py")]
    [InlineData("curl -H 'Authorization: Bearer abcdefghijkl' x", "curl -H 'Authorization: Bearer ***' x")]
    [InlineData("use hf_abcdefghijklmnopqrstuvwx here", "use *** here")]
    [InlineData("{\"password\": \"correcthorse\"}", "{\"password\": \"***\"}")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcdefghijkl0123==;x", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;x")]
    [InlineData("python train.py --tokenizer bert-base-uncased --max_tokens 100000 --pad_token [PADDING]", "python train.py --tokenizer bert-base-uncased --max_tokens 100000 --pad_token [PADDING]")]
    [InlineData("python train.py --key-dim 1234567 --monkey business-class", "python train.py --key-dim 1234567 --monkey business-class")]
    [InlineData("s3://bucket/path/model.onnx", "s3://bucket/path/model.onnx")]
    public void CredentialsAreMaskedAndNothingElse(string text, string expected) => Assert.Equal(expected, Secrets.Without(text));

    [Theory]
    [InlineData("/home/jane/data/x.csv", "~/data/x.csv")]
    [InlineData("--out=/Users/jane/run", "--out=~/run")]
    [InlineData("file:///Users/jane/mlruns/0", "~/mlruns/0")]
    [InlineData(@"C:\Users\jane\train.py", @"~\train.py")]
    [InlineData("file:///C:/Users/jane/mlruns/0", "~/mlruns/0")]
    [InlineData("/root/work/train.py", "~/work/train.py")]
    [InlineData("/opt/root/home/x", "/opt/root/home/x")]
    [InlineData("by jane.doe@example.com", "by …@…")]
    [InlineData("git@github.com:a/b.git", "git@github.com:a/b.git")]
    [InlineData("model@v1.2.0", "model@v1.2.0")]
    public void PersonalDataIsLeftOut(string text, string expected) => Assert.Equal(expected, PersonalData.Without(text));

    [Fact]
    public void MaskingTakesLinearTime()
    {
        string[] texts = [new('a', 500_000), string.Concat(Enumerable.Repeat("a=", 200_000)), string.Concat(Enumerable.Repeat("https://", 60_000)), string.Concat(Enumerable.Repeat("a@b.", 100_000)), string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY-----", 20_000)), string.Concat(Enumerable.Repeat("eyJ", 100_000))];
        Stopwatch watch = Stopwatch.StartNew();

        foreach (string text in texts)
        {
            _ = PersonalData.Without(Secrets.Without(text));
        }

        // A bound that only an expression that backtracks without end can miss.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
    }

    [Fact]
    public void ASecretInASourceIsAWarningAndNotInTheManifest()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.yaml", "api_key: abcdefabcdef\nurl: https://u:p4ssw0rd@example.com/x\nnested: [{ token: s3cr3tt0k3n }]\npad_token: '[PAD]'\nhome: /home/jane/data\n");

        ModelManifest manifest = project.BuildManifest();
        string text = File.ReadAllText(project.State.Manifest);

        Assert.Contains(project.LastProblems, problem => problem is { Code: DiagnosticCodes.SecretMasked, Severity: ProblemSeverity.Warning });
        Assert.DoesNotContain("abcdefabcdef", text, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ssw0rd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3tt0k3n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
        Assert.Equal("[PAD]", manifest.Configuration!.Hyperparameters!["pad_token"].GetString());
    }

    [Fact]
    public void PersonalDataIsKeptWhereItIsAskedFor()
    {
        using TestProject project = new() { Lineage = new() { PersonalData = true } };
        project.Add(ModelItemKind.Lineage, "params.yaml", "home: /home/jane/data\n");

        Assert.Equal("/home/jane/data", project.BuildManifest().Configuration!.Hyperparameters!["home"].GetString());
    }
}
