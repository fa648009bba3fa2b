using System.IO.Compression;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Packages;

/// <summary>A packed model with a file of every layout: in the package, in shards, by tensor, by tensor with external data in a folder of its own.</summary>
internal sealed class PackedModel : IDisposable
{
    public const string Inline = "labels.txt";
    public const string Exact = "exact/model.onnx";
    public const string Tensor = "model.onnx";
    public const string External = "ext/data/w.bin";
    public const string Unmaterialized = "evaluation/people.csv";

    private readonly TestProject _project = new() { Limits = (200_000, 262_144) };

    public PackedModel()
    {
        ExternalModel external = TinyModels.MatMul(rows: 300, columns: 300, weightLocation: "data/w.bin", biasLocation: "data/w.bin");
        _project.Add(ModelItemKind.Weights, Tensor, LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        _project.Add(ModelItemKind.Weights, Exact, LayeredModel.Build([1, 2, 7, 8]), ("Layout", "Exact"));
        _project.Add(ModelItemKind.Weights, "ext/model.onnx", external.Model);
        _project.Folder.Write("p/" + External, external.Files["data/w.bin"]);
        _project.Add(ModelItemKind.Config, Inline, "a\nb\n");
        _project.Add(ModelItemKind.Evaluation, Unmaterialized, "x\n", ("Materialize", "false"), ("Pack", "true"));
        Assert.True(_project.Build().Succeeded);
        Assert.Null(_project.Prepare().Problem);
        Manifest = ModelManifest.Load(_project.Staged(PackageLayout.Manifest));
        Package = _project.Folder["packed/Contoso.Model.1.0.0.nupkg"];
        Directory.CreateDirectory(_project.Folder["packed"]);
        ZipFile.CreateFromDirectory(Staged, Package);
    }

    public ModelManifest Manifest { get; }

    /// <summary>The package.</summary>
    public string Package { get; }

    /// <summary>The package, extracted.</summary>
    public string Staged => _project.Staged("");

    /// <summary>A folder with the payload packages.</summary>
    public string Payloads => _project.Output;

    public PayloadPlaces Places => new([], [Payloads]);

    /// <summary>A folder of the test's own.</summary>
    public string this[string relative] => _project.Folder[relative];

    public ModelFile File(string path) => Manifest.Files.Single(file => file.Path == path);

    public byte[] Author(string path) => System.IO.File.ReadAllBytes(_project.Folder["p/" + path]);

    /// <summary>The package with some entries changed; <see langword="null"/> takes one away.</summary>
    public NupkgContent With(params (string Path, byte[]? Content)[] changes)
    {
        string package = _project.Folder["changed.nupkg"];
        System.IO.File.Copy(Package, package, overwrite: true);
        using (ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update))
        {
            foreach ((string path, byte[]? content) in changes)
            {
                archive.GetEntry(path)?.Delete();
                if (content is not null)
                {
                    using Stream stream = archive.CreateEntry(path).Open();
                    stream.Write(content);
                }
            }
        }

        return new NupkgContent(package);
    }

    /// <summary>Writes what a service has of the model.</summary>
    public string Service()
    {
        string folder = _project.Folder["service"];
        foreach (ModelFolderFile file in ModelFolder.Files(Manifest))
        {
            string target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using FileStream output = System.IO.File.Create(target);
            using Stream input = file.IsShard ? Places.Open(Manifest.Payloads!.Single(payload => payload.Sha256 == file.Sha256))!
                : File(file.Path) is { Layout: ModelLayouts.Tensor } ? System.IO.File.OpenRead(_project.Staged($"{PackageLayout.Files}/{file.Path}"))
                : new MemoryStream(Author(file.Path));
            input.CopyTo(output);
        }

        System.IO.File.Copy(_project.Staged(PackageLayout.Manifest), Path.Combine(folder, ModelManifest.FileName));
        return folder;
    }

    public void Dispose() => _project.Dispose();
}
