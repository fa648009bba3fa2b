using System.Text.Json;
using ModelPack;
using Probe;

// What a service finds: every model package beside it, its files checked, every model opened in ONNX Runtime and run once.
// The folder named first takes the answers as golden samples; standard output is one JSON document.
string samples = args[0];
List<object> packages = [];
foreach (ModelPackage package in ModelPackage.LoadAll())
{
    packages.Add(new
    {
        package.Id,
        package.Version,
        package.Digest,
        Mismatches = package.Verify().Select(mismatch => mismatch.ToString()),
        Files = package.FilePaths,
        Tokenizers = package.GetFiles(ModelFileRoles.Tokenizer).Count,
        Primary = package.Manifest.PrimaryModel is null ? null : Path.GetRelativePath(package.Directory, package.GetPrimaryModelPath()),
        Models = package.Manifest.Models.Where(model => model.Format is "onnx" or "ort")
            .Select(model => OpenedModel.Open(package.GetFile(model.File), model.File, Path.Combine(samples, package.Id, model.File.Replace('/', '.') + ".json")))
            .ToList(),
    });
}

Console.WriteLine(JsonSerializer.Serialize(packages, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase }));
