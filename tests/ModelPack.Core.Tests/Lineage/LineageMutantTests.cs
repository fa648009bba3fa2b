using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Fuzzing;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Damaged files of every kind: read, or told with a code; never a crash, never a hang.</summary>
public sealed class LineageMutantTests
{
    [Theory]
    [InlineData("dvc.lock", "schema: '2.0'\nstages:\n  a:\n    cmd: [x]\n    deps: [{path: a, hash: md5, md5: 0123, size: 1, nfiles: 2}]\n    params: {params.yaml: {a.b: [1, {c: d}]}}\n    outs:\n    - path: ../b\n      md5: abc.dir\n      files: [{relpath: x, md5: y}]\n      cloud: {s3: {etag: e}}\n")]
    [InlineData("x.dvc", "md5: a\nwdir: ..\nouts:\n- {md5: ab, size: 1, path: x, hash: md5}\ndeps:\n- {path: y, repo: {url: 'https://h', rev_lock: c}}\n")]
    [InlineData("MLmodel", "run_id: 0123\nflavors: {onnx: {onnx_version: 1}, python_function: {python_version: 3, env: {conda: c.yaml}}, transformers: {task: t}}\nsignature: {inputs: '[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 2]}}]', outputs: null}\nprompts: [prompts:/a/1]\n")]
    [InlineData("run.json", "{\"system\": {}, \"mlflow\": {\"info\": {\"run_id\": \"a\", \"start_time\": 1, \"end_time\": 99999999999999}, \"params\": {\"a\": \"1\"}, \"metrics\": {\"m\": [{\"value\": NaN, \"step\": 1}]}, \"tags\": {\"t\": \"v\"}}}")]
    [InlineData("a.mlflow.json", "{\"format\": \"modelpack-mlflow-snapshot\", \"version\": 1, \"run\": {\"id\": \"a\", \"params\": {\"a\": \"1\"}, \"metrics\": [{\"key\": \"m\", \"value\": 1}], \"datasets\": [{\"name\": \"d\", \"source\": \"{}\"}]}, \"versions\": [{\"name\": \"n\"}], \"prompts\": [{\"name\": \"p\", \"text\": \"t\"}]}")]
    [InlineData("wandb_manifest.json", "{\"version\": 1, \"storagePolicy\": \"x\", \"contents\": {\"a\": {\"digest\": \"7ow/fbXV0PSr9ksF/uCb7A==\", \"size\": 1}}}")]
    [InlineData("config.json", "{\"architectures\": [\"A\"], \"model_type\": \"b\", \"_name_or_path\": \"a/b\", \"auto_map\": {\"x\": \"y\"}, \"quantization_config\": {\"quant_method\": \"q\"}, \"n\": 1e99, \"l\": [1]}")]
    [InlineData("README.md", "---\nlicense: mit\nbase_model: [a/b]\ndatasets: [c]\nmodel-index: [{results: [{task: {type: t}, dataset: {name: d, revision: r}, metrics: [{type: f1, value: 0.5}]}]}]\n---\ntext\n")]
    [InlineData("trainer_state.json", "{\"best_metric\": 1, \"log_history\": [{\"loss\": 1, \"step\": 1}, {\"loss\": NaN, \"step\": 2}]}")]
    [InlineData("requirements.txt", "a==1 --hash=sha256:ab \\\n  --hash=sha256:cd # x\nb[c]>=1; python_version < '3'\nd @ git+https://u:p@h/d@0123\n-r base.txt\n./x.whl\n")]
    [InlineData("poetry.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\nfiles = [{file = \"a\", hash = \"b\"}]\n[package.source]\ntype = \"git\"\n[metadata]\nlock-version = \"2.0\"\n")]
    [InlineData("uv.lock", "version = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { git = \"x\" }\nwheels = [{ url = \"u\" }]\n")]
    [InlineData("pylock.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\nupload = 2024-01-01T00:00:00Z\nvcs = { type = \"git\", commit-id = \"x\" }\n")]
    [InlineData("Pipfile.lock", "{\"_meta\": {\"requires\": {}}, \"default\": {\"a\": {\"version\": \"==1\"}, \"b\": {\"git\": \"x\", \"ref\": \"y\"}}}")]
    [InlineData("conda-lock.yml", "version: 1\nmetadata: {platforms: [linux-64]}\npackage:\n- {name: a, version: '1', manager: conda, platform: linux-64}\n- {name: b, version: '2', manager: pip, platform: linux-64}\n")]
    [InlineData("environment.yml", "dependencies:\n- python=3.1.2\n- x::y=1=z\n- pip: [a==1]\n")]
    [InlineData("explicit.txt", "@EXPLICIT\nhttps://h/a-b-1.0-0.conda#ab\n")]
    [InlineData("packages.lock.json", "{\"version\": 1, \"dependencies\": {\"net10.0\": {\"a\": {\"type\": \"Direct\", \"resolved\": \"1\"}}}}")]
    [InlineData("result.json", "{\"scenarioName\": \"a\", \"executionName\": \"b\", \"evaluationResult\": {\"metrics\": {\"m\": {\"value\": 1, \"name\": \"m\", \"interpretation\": {\"failed\": true}}}}, \"modelResponse\": {\"modelId\": \"x\"}, \"chatDetails\": {\"turnDetails\": [{\"model\": \"y\"}]}}")]
    [InlineData("meta.json", "{\"lang\": \"en\", \"name\": \"x\", \"sources\": [{\"name\": \"s\"}], \"performance\": {\"a\": 1, \"b\": {\"c\": 2}}, \"requirements\": [\"x>=1\"], \"pipeline\": [\"p\"]}")]
    [InlineData("config.cfg", "[a.b]\nc = 1\nd = [1,\n  2]\n@e = \"x\"\n")]
    [InlineData("project.lock", "a:\n  cmd: x\n  script: [y]\n  deps: [{path: p, md5: q}]\n  outs: [{path: r, md5: null}]\n")]
    [InlineData("Kitfile", "manifestVersion: 1.0.0\npackage: {name: n, authors: [a]}\nmodel: {path: h/o/m:t, parameters: {a: {b: 1}}}\ndatasets: [{name: d, remoteHash: h}]\nprompts: [{path: p}]\ncode: [{path: c}]\n")]
    [InlineData("manifest.json", "{\"artifactType\": \"application/vnd.cncf.model.manifest.v1+json\", \"config\": {\"digest\": \"sha256:ab\"}, \"layers\": [{\"mediaType\": \"application/vnd.cncf.model.weight.v1.raw\", \"digest\": \"sha256:ab\", \"annotations\": {\"org.cncf.model.filepath\": \"f\"}}]}")]
    [InlineData("params.yaml", "a: &x {b: [1, 2]}\nc: *x\nd: {<<: *x, e: ~}\n")]
    [InlineData("params.toml", "a = 1\n[b.c]\nd = [1, {e = 2}]\nf = 1979-05-27\n")]
    public void DamagedFilesAreReadOrToldWithACode(string name, string text) => Soak.Run(name, [Encoding.UTF8.GetBytes(text)], Mutant.Of, path =>
    {
        using TestProject project = new();
        string kind = name switch
        {
            "result.json" => "AIEvaluation",
            "manifest.json" => "Oci",
            "explicit.txt" => "Conda",
            _ => "",
        };
        project.Include(ModelItemKind.Lineage, path, ("Kind", kind));

        ModelBuildResult result = project.Build();

        Assert.All(result.Problems, problem => Assert.Matches("^MP[0-9]{4}$", problem.Code));
        Assert.True(result.Succeeded || result.Problems.Any(problem => problem.Severity == ProblemSeverity.Error));
    });
}
