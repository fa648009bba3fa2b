using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;
using YamlDotNet.RepresentationModel;

namespace ModelPack.Core.Tests.Lineage;

public sealed class OciImporterTests
{
    [Theory]
    [InlineData("kserve-iris", "iris-sklearn", "1.0.0", null, "model.joblib")]
    [InlineData("next-load", "next_load", null, "Adam-Al-Rahman", "src")]
    [InlineData("rollback-helm", "modelkit-demo", null, "Arnab Chatterjee", "./model")]
    public void RealKitfilesAreReadAndNameWhatIsNotThere(string folder, string name, string? version, string? author, string missing)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get($"lineage/kitops/{folder}/Kitfile"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("Kitfile", name, version, author), (manifest.Lineage![0].Kind, manifest.Lineage[0].Repository, manifest.Lineage[0].Revision, manifest.Training?.Author));
        Assert.Contains(missing, manifest.Lineage[0].Missing!);
        SchemaTests.AssertManifest(project);
    }

    /// <summary>The Kitfiles in KitOps' own tests: those in texts, and those that its generator writes.</summary>
    [Theory]
    [InlineData("kitfile-generation/test_type-detect.yaml", "expectedKitfile", "a-model.gguf")]
    [InlineData("kitfile-generation/test_multi-part-models.yaml", "expectedKitfile", "model-0001.safetensors")]
    [InlineData("kitfile-generation/test_model-and-adaptor.yaml", "expectedKitfile", "zzzzzzz-main-model-larger-than-normal-files.gguf")]
    [InlineData("parameters/test-nested-parameters.yaml", "kitfileYaml", "/tmp/path/to/model")]
    [InlineData("parameters/test-data-types.yaml", "kitfileYaml", null)]
    [InlineData("parameters/test-basic-parameters.yaml", "kitfileYaml", null)]
    [InlineData("validation/remote-datasets-supported.yaml", "kitfile", null)]
    public void KitfilesOfKitOpsOwnTestsAreRead(string file, string key, string? model)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(File.ReadAllText(TestData.Get("lineage/kitops/" + file))));
        YamlNode kitfile = ((YamlMappingNode)yaml.Documents[0].RootNode).Children[key];
        string text;
        if (kitfile is YamlScalarNode scalar)
        {
            text = scalar.Value!;
        }
        else
        {
            using StringWriter writer = new();
            new YamlStream(new YamlDocument(kitfile)).Save(writer, assignAnchors: false);
            text = writer.ToString();
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "Kitfile", text);

        ModelManifest manifest = project.BuildManifest();

        if (model is not null)
        {
            Assert.Contains(model, manifest.Lineage![0].Missing!);
        }
    }

    [Fact]
    public void EverythingThatAKitfileMaySayIsRead()
    {
        using TestProject project = new();
        project.Folder.Write("p/train.py", "x");
        project.Folder.Write("p/prompts/system.md", "Be kind.");
        project.Add(
            ModelItemKind.Lineage,
            "Kitfile",
            "manifestVersion: '1.0'\npackage: { name: n, version: 1.2.0, license: MIT, authors: [A, B] }\nmodel:\n  name: m\n  path: ghcr.io/org/base:v3\n  framework: pytorch\n  parameters: { lr: 0.1, nested: { depth: 2 } }\ncode: [ { path: train.py } ]\ndatasets:\n- { name: d, description: x, license: CC, remotePath: s3://b/k, remoteHash: abc }\n- { path: gone.csv }\nprompts: [ { path: prompts/system.md } ]\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("MIT", "A, B", "pytorch", "m"), (manifest.License, manifest.Training!.Author, manifest.Architecture!.Framework, manifest.Architecture.Name));
        Assert.Equal(("ghcr.io/org/base", "v3"), (manifest.BaseModel![0].Name, manifest.BaseModel[0].Revision));
        Assert.Equal(["lr", "nested.depth"], manifest.Configuration!.Hyperparameters!.Keys);
        Assert.Equal("train.py", manifest.TrainingCode!.Files![0].Path);
        Assert.Equal(["d s3://b/k etag:abc CC", "gone.csv   "], manifest.Data!.Select(data => $"{data.Name} {data.Uri} {data.Digest} {data.License}"));
        Assert.Equal(("prompts/system.md", 8), (manifest.Prompts![0].Path, manifest.Prompts[0].Size));
        Assert.Equal(["gone.csv"], manifest.Lineage![0].Missing!);
    }

    [Fact]
    public void AManifestOfKitOpsIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/kitops/compare-manifest/manifestA.json"));

        ModelLineageSource source = project.BuildManifest().Lineage![0];

        Assert.Equal(("Oci", "kit 0.2.5-29dbdc4"), (source.Kind, source.Tool));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AModelInAnOciLayoutIsReadAndItsFilesAreChecked(bool right)
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        project.Add(ModelItemKind.Weights, "model.onnx", model);
        string config = Blob(project, """{ "descriptor": { "name": "n", "family": "bert", "version": "1.0", "authors": ["A"], "licenses": ["Apache-2.0"], "sourceURL": "https://u:p@h/x", "datasetsURL": ["https://h/data/squad"] }, "modelfs": { "type": "layers", "diffIds": [] }, "config": { "architecture": "transformer", "format": "onnx", "paramSize": "8b", "precision": "float16", "quantization": "awq", "capabilities": { "languages": ["en"], "knowledgeCutoff": "2025-01-01T00:00:00Z" } } }""");
        string layer = Convert.ToHexStringLower(SHA256.HashData(right ? model : "x"u8));
        string manifest = Blob(project, "{ \"schemaVersion\": 2, \"artifactType\": \"application/vnd.cncf.model.manifest.v1+json\", \"config\": { \"mediaType\": \"application/vnd.cncf.model.config.v1+json\", \"digest\": \"sha256:" + config + "\" }, \"layers\": [ { \"mediaType\": \"application/vnd.cncf.model.weight.v1.raw\", \"digest\": \"sha256:" + layer + "\", \"annotations\": { \"org.cncf.model.filepath\": \"model.onnx\" } }, { \"mediaType\": \"application/vnd.cncf.model.weight.v1.tar\", \"digest\": \"sha256:00\", \"annotations\": { \"org.cncf.model.filepath\": \"model.onnx\" } } ] }");
        project.Folder.Write("p/oci/oci-layout", """{ "imageLayoutVersion": "1.0.0" }""");
        project.Folder.Write("p/oci/index.json", "{ \"manifests\": [ { \"digest\": \"sha256:" + manifest + "\", \"annotations\": { \"org.opencontainers.image.ref.name\": \"v1\" } } ] }");
        project.Include(ModelItemKind.Lineage, "oci", ("Root", "."), ("Run", "v1"));

        if (!right)
        {
            Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
            return;
        }

        ModelManifest read = project.BuildManifest();
        Assert.Equal(["model.onnx"], read.Lineage![0].Verified!);
        Assert.Equal(("n", "sha256:" + manifest), (read.Lineage[0].Repository, read.Lineage[0].Revision));
        Assert.Equal(("Apache-2.0", "A", "https://h/x"), (read.License, read.Training!.Author, read.TrainingCode!.Repository));
        Assert.Equal(("transformer", "bert", "8b", "float16", "awq"), (read.Architecture!.Name, read.Architecture.Family, read.Architecture.ParameterSize, read.Architecture.Precision, read.Architecture.Quantization));
        Assert.Equal(("squad", "https://h/data/squad"), (read.Data![0].Name, read.Data[0].Uri));
        SchemaTests.AssertManifest(project);
    }

    [Theory]
    [InlineData("Kitfile", "x: 1\n", DiagnosticCodes.BadLineageFile)]
    [InlineData("Kitfile", "- a\n", DiagnosticCodes.BadLineageFile)]
    [InlineData("Kitfile", "manifestVersion: 2.0.0\nmodel: { path: x }\n", DiagnosticCodes.LineageVersion)]
    [InlineData("manifest.json", """{ "mediaType": "application/vnd.cncf.model.manifest.v1+json" }""", DiagnosticCodes.BadLineageFile)]
    [InlineData("oci/index.json", """{ "manifests": [] }""", DiagnosticCodes.RunNotFound)]
    [InlineData("oci/index.json", """{ "manifests": [ { "digest": "sha256:../../x" } ] }""", DiagnosticCodes.BadLineageFile)]
    public void WhatIsNoneIsOneError(string name, string text, string code)
    {
        using TestProject project = new();
        project.Folder.Write("p/" + name, text);
        project.Folder.Write("p/oci/oci-layout", "{}");
        project.Include(ModelItemKind.Lineage, name.Split('/')[0]);

        Assert.Equal(code, project.BuildError().Code);
    }

    private static string Blob(TestProject project, string text)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        project.Folder.Write($"p/oci/blobs/sha256/{digest}", text);
        return digest;
    }
}
