using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using ModelPack.Core.Projects;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Inner;

/// <summary>Importing large lineage sources through a whole build, from files of 20 MB, and a run with 100,000 metric lines. Each should take less than 2 s and 200 MB.</summary>
[MemoryDiagnoser]
public class LineageBenchmarks
{
    private const int Size = 20_000_000;

    private readonly TempFolder _folder = new("lineage");

    [Params("dvc.lock", "requirements.txt", "poetry.lock", "conda-lock.yml", "mlruns")]
    public string Source { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _folder.Write("p.csproj", "<Project />");
        switch (Source)
        {
            case "dvc.lock":
                Write("schema: '2.0'\nstages:\n", i => $"  stage{i}:\n    cmd: python train.py --part {i}\n    deps:\n    - path: data/part{i}.csv\n      hash: md5\n      md5: {i:x32}\n      size: {i}\n    outs:\n    - path: out/part{i}.bin\n      hash: md5\n      md5: {i + 1:x32}\n      size: {i}\n", "");
                break;
            case "requirements.txt":
                Write("", i => $"package{i}==1.{i}.0 \\\n    --hash=sha256:{i:x64}\n    # via something\n", "");
                break;
            case "poetry.lock":
                Write("", i => $"[[package]]\nname = \"package{i}\"\nversion = \"1.{i}\"\ngroups = [\"main\"]\nfiles = [\n    {{file = \"package{i}-1.whl\", hash = \"sha256:{i:x64}\"}},\n]\n\n", "[metadata]\nlock-version = \"2.1\"\n");
                break;
            case "conda-lock.yml":
                Write("version: 1\nmetadata:\n  platforms:\n  - linux-64\npackage:\n", i => $"- name: package{i}\n  version: '1.{i}'\n  manager: conda\n  platform: linux-64\n  dependencies: {{}}\n  hash:\n    md5: {i:x32}\n", "");
                break;
            default:
                _folder.Write("mlruns/1/meta.yaml", "experiment_id: '1'\nname: e\n");
                _folder.Write("mlruns/1/r/meta.yaml", "run_id: r\nexperiment_id: '1'\nlifecycle_stage: active\n");
                _folder.Write("mlruns/1/r/metrics/loss", string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000_000 + i} {1.0 / (i + 1)} {i}\n"))));
                break;
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _folder.Dispose();

    [Benchmark]
    public object Import()
    {
        ModelBuildResult result = ModelBuild.Run(
            new ModelProject
            {
                ProjectFile = _folder["p.csproj"],
                StateFolder = _folder[$"{Guid.NewGuid():N}"],
                Id = "A",
                Version = "1.0.0",
                Validate = false,
                Items = [new ModelItem(ModelItemKind.Lineage, Source, _folder[Source], "", new Dictionary<string, string>())],
            },
            CancellationToken.None);
        return result.Succeeded ? result : throw new InvalidOperationException(string.Join("\n", result.Problems));
    }

    private void Write(string head, Func<int, FormattableString> part, string end)
    {
        StringBuilder text = new(head);
        for (int i = 0; text.Length < Size; i++)
        {
            text.Append(FormattableString.Invariant(part(i)));
        }

        _folder.Write(Source, text.Append(end).ToString());
    }
}
