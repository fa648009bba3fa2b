using System.Security.Cryptography;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Lineage.Python;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a model's folder as MLflow logs it: <c>MLmodel</c> and the environment files beside it. Source: <c>mlflow/models/model.py</c>.</summary>
internal sealed class MLflowModelFile
{
    public const string FileName = "MLmodel";
    private const string Expected = "an MLmodel file";
    private const long MaximumExample = 16 << 20;
    private static readonly string[] IdentityKeys = ["model_id", "model_uuid", "utc_time_created"];

    private readonly LineageSource _source;
    private readonly string _path;

    /// <summary>Reads the file.</summary>
    public MLflowModelFile(LineageSource source, string path)
    {
        (_source, _path) = (source, path);
        Root = source.Files.Yaml(path, Expected) is { Kind: DataKind.Map } root && root.Find("flavors") is not null
            ? root
            : throw LineageProblems.Bad(path, 1, "It has no 'flavors'.", Expected);
    }

    public DataNode Root { get; }

    /// <summary>The run that logged it.</summary>
    public string? RunId => Root.String("run_id");

    /// <summary>When it was logged, as text that sorts.</summary>
    public string Created => Root.String("utc_time_created") ?? "";

    /// <summary>The addresses of the registered prompts that it uses.</summary>
    public IEnumerable<string> Prompts => Root.Strings("prompts");

    /// <summary>Adds what the model's folder says.</summary>
    public void AddTo(ImportedFacts facts)
    {
        facts.IsTracker = true;
        facts.Source.Run ??= RunId;
        facts.Source.Tool ??= Root.String("mlflow_version") is { } version ? $"mlflow {version}" : null;
        DataNode flavors = Root["flavors"] ?? DataNode.Map(0);
        facts.Environment.Language ??= flavors["python_function"]?.String("python_version") is { } python ? $"python {python}" : null;
        facts.Architecture.Framework ??= Framework(flavors);
        Transformers(facts, flavors["transformers"]);
        if (Root["signature"] is { } signature)
        {
            LineageFiles.Guard(_path, Expected, () =>
            {
                facts.Signatures.Add(MLflowSignature.Read(signature, _path));
                return 0;
            });
        }

        foreach ((string name, DataNode value) in (Root["metadata"]?.Pairs ?? []).Concat(Root.Pairs.Where(pair => IdentityKeys.Contains(pair.Key))))
        {
            if (value.IsScalar && value.Text.Length <= 2000)
            {
                (facts.Source.Tags ??= new(StringComparer.Ordinal)).TryAdd(name, value.Text);
            }
        }

        InputExample(facts);
        Environment(facts, flavors["python_function"]?["env"]);
    }

    /// <summary>The input that was logged with the model: by its digest, for it may be data of persons.</summary>
    private void InputExample(ImportedFacts facts)
    {
        if (Root["saved_input_example_info"]?.String("artifact_path") is not { } name || LineageSource.FullPath(name, Path.GetDirectoryName(_path)!) is not { } path)
        {
            return;
        }

        if (_source.Files.Exists(path))
        {
            facts.Data.Add(new ModelDataset { Name = name, Role = "input example", Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(_source.Files.Bytes(path, MaximumExample)))}", Size = new FileInfo(path).Length });
        }
        else
        {
            facts.AddMissing(name);
        }
    }

    /// <summary>The library of the flavor that is not the general one, with its version.</summary>
    private static string? Framework(DataNode flavors)
    {
        foreach ((string name, DataNode flavor) in flavors.Pairs.Where(flavor => flavor.Key != "python_function"))
        {
            string? version = flavor.String($"{name}_version") ?? flavor.String("sklearn_version") ?? flavor.String("pytorch_version") ?? flavor.String("keras_version") ?? flavor.String("onnx_version");
            return version is null ? name : $"{name} {version}";
        }

        return null;
    }

    private static void Transformers(ImportedFacts facts, DataNode? flavor)
    {
        if (flavor is null)
        {
            return;
        }

        facts.Architecture.Task ??= flavor.String("task");
        facts.Architecture.Name ??= flavor.String("pipeline_model_type");
        if (flavor.String("source_model_name") is { } name && !name.StartsWith('/') && !name.StartsWith('.'))
        {
            facts.BaseModels.Add(new ModelBaseModel { Name = name, Revision = flavor.String("source_model_revision") });
        }
    }

    /// <summary>Of the files that say the same, the one that names only what is needed first.</summary>
    private void Environment(ImportedFacts facts, DataNode? environment)
    {
        string folder = Path.GetDirectoryName(_path)!;
        string conda = environment?.String("conda") ?? (environment is { IsScalar: true } ? environment.Text : "conda.yaml");
        foreach (string name in (string[])["requirements.txt", conda])
        {
            if (LineageSource.FullPath(name, folder) is { } path && _source.Files.Exists(path))
            {
                PythonImporter.Read(_source, facts, path);
                return;
            }
        }

        if (environment is not null)
        {
            facts.AddMissing(conda);
        }
    }
}
