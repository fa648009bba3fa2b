using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
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
    [InlineData("https://user:p@ss@example.com/a.git", "https://example.com/a.git")]
    [InlineData("https://example.com/?mail=a@b.c", "https://example.com/?mail=a@b.c")]
    [InlineData("python train.py run --api-key abcdef0123 --lr 0.1", "python train.py run --api-key *** --lr 0.1")]
    [InlineData("python train.py --token --verbose", "python train.py --token --verbose")]
    [InlineData("python train.py --password=abc", "python train.py --password=***")]
    [InlineData("python train.py --password 12345678", "python train.py --password ***")]
    [InlineData("PGPASSWORD='correct horse' psql", "PGPASSWORD='***' psql")]
    [InlineData("DB_PASS=hunter2 python x.py", "DB_PASS=*** python x.py")]
    [InlineData("PASSWORD=$ecret123 python x.py", "PASSWORD=*** python x.py")]
    [InlineData("python x.py --token $HF_TOKEN --password ${DB_PASSWORD} --api-key <YOUR_KEY>", "python x.py --token $HF_TOKEN --password ${DB_PASSWORD} --api-key <YOUR_KEY>")]
    [InlineData("curl -u jane:hunter2 x", "curl -u jane:*** x")]
    [InlineData("docker run -u 1000:1000 x", "docker run -u 1000:1000 x")]
    [InlineData("wandb login 0123456789abcdef0123456789abcdef01234567", "wandb login ***")]
    [InlineData("--extra-index-url https://__token__:pypi-x@pypi.example.com/simple", "--extra-index-url https://pypi.example.com/simple")]
    [InlineData("the secret sauce-recipe and a password that is wrong", "the secret sauce-recipe and a password that is wrong")]
    [InlineData("my password hunter22 is", "my password *** is")]
    [InlineData("key AKIAABCDEFGHIJKLMNOP", "key ***")]
    [InlineData("https://u:with/slash99@h/x", "https://h/x")]
    [InlineData("https://u:with#hash99@h/x", "https://h/x")]
    [InlineData("https://registry:8080/path@sha256", "https://registry:8080/path@sha256")]
    [InlineData("sshpass -p hunter22 ssh gpu", "sshpass -p *** ssh gpu")]
    [InlineData("mysql -u me -phunter22 db", "mysql -u me -p*** db")]
    [InlineData("x_ghp_0123456789abcdefghijABCDEFGHIJ", "x_***")]
    [InlineData("https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyz", "https://discord.com/api/webhooks/123456789012345678/***")]
    public void CredentialsAreMaskedAndNothingElse(string text, string expected) => Assert.Equal(expected, Secrets.Without(text));

    [Theory]
    [InlineData("/home/jane/data/x.csv", "~/data/x.csv")]
    [InlineData("--out=/Users/jane/run", "--out=~/run")]
    [InlineData("file:///Users/jane/mlruns/0", "~/mlruns/0")]
    [InlineData(@"C:\Users\jane\train.py", @"~\train.py")]
    [InlineData("file:///C:/Users/jane/mlruns/0", "~/mlruns/0")]
    [InlineData("/root/work/train.py", "~/work/train.py")]
    [InlineData("/opt/root/home/x", "/opt/root/home/x")]
    [InlineData(@"C:\Users\Jane Doe\train.py", @"~\train.py")]
    [InlineData("cp /home/jane /tmp", "cp ~ /tmp")]
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

    /// <summary>Wherever tools let people write something.</summary>
    [Theory]
    [InlineData("params.yaml", "https://u:S3CR3T-x@example.com: 1\nlist: [{ 'https://u:S3CR3T-x@example.com': { password: S3CR3T-x } }]\ndb: { password: { value: S3CR3T-x } }\npin: { password: 73519 }\n")]
    [InlineData("environment.yml", "dependencies:\n- https://u:S3CR3T-x@conda.example.com/a-1-0.conda\n- pip:\n  - --extra-index-url https://u:S3CR3T-x@example.com\n  - a @ git+https://S3CR3T-x@example.com/a@0123456789012345678901234567890123456789\n")]
    [InlineData("dvc.lock", "schema: '2.0'\nstages:\n  train:\n    cmd:\n    - python train.py run --hub-token S3CR3T-x\n    - export WANDB_API_KEY=S3CR3T-x\n    deps:\n    - path: https://u:S3CR3T-x@example.com/d\n      etag: a\n")]
    [InlineData("README.md", "---\nlicense: https://u:S3CR3T-x@example.com/l\nbase_model: a/b\ntags: ['https://u:S3CR3T-x@example.com']\ndatasets: ['https://u:S3CR3T-x@example.com']\n---\n")]
    [InlineData("run.mlflow.json", """{ "format": "modelpack-mlflow-snapshot", "version": 1, "tracking": "https://u:S3CR3T-x@h", "run": { "id": "r", "user": "Jane Doe <jane.doe@example.com>", "params": { "url": "https://u:S3CR3T-x@h" }, "tags": { "mlflow.source.git.branch": "https://u:S3CR3T-x@h", "mlflow.source.git.repoURL": "https://S3CR3T-x@h", "x_token": "S3CR3T-x" }, "datasets": [{ "name": "d", "profile": "{\"password\": \"S3CR3T-x\"}", "source": "{\"uri\": \"https://u:S3CR3T-x@h\"}" }] }, "versions": [{ "name": "m", "version": "1", "stage": "https://u:S3CR3T-x@h", "aliases": ["https://u:S3CR3T-x@h"] }] }""")]
    [InlineData("Kitfile", "package: { name: 'https://u:S3CR3T-x@h', version: 'https://u:S3CR3T-x@h', authors: ['Jane Doe <jane.doe@example.com>'] }\nmodel: { framework: 'https://u:S3CR3T-x@h' }\n")]
    public void NoSecretReachesThePackageFromAnyPlace(string name, string text)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        ModelManifest manifest = project.BuildManifest();

        Assert.DoesNotContain("S3CR3T", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
        Assert.DoesNotContain("73519", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
        Assert.Contains(DiagnosticCodes.SecretMasked, project.LineageProblems.Select(problem => problem.Code));
        Assert.DoesNotContain(project.LastProblems, problem => problem.Message.Contains("S3CR3T", StringComparison.Ordinal));
        Assert.True(manifest.Training?.Author is null or "Jane Doe", manifest.Training?.Author);
    }

    [Fact]
    public void TheWayToASourceDoesNotLeadThroughAHomeFolder()
    {
        using TestProject project = new();
        string path = project.Folder.Write("home/jane/training/params.yaml", "a: 1\n");
        project.Include(ModelItemKind.Lineage, path);
        LineageSource source = new(project.ToProject() with { ProjectFile = "/builds/m/m.csproj" }, project.ToProject().Items[0], "Parameters", new PackedFiles([]), [], TestContext.Current.CancellationToken);

        Assert.Equal("~/training/params.yaml", source.Relative("/home/jane/training/params.yaml"));
        Assert.Equal("../training/params.yaml", source.Relative("/builds/training/params.yaml"));
    }

    [Fact]
    public void PersonalDataIsKeptWhereItIsAskedFor()
    {
        using TestProject project = new() { Lineage = new() { PersonalData = true } };
        project.Add(ModelItemKind.Lineage, "params.yaml", "home: /home/jane/data\n");

        Assert.Equal("/home/jane/data", project.BuildManifest().Configuration!.Hyperparameters!["home"].GetString());
    }
}
