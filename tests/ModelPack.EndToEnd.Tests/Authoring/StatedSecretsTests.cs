using System.IO.Compression;
using System.Text;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Whatever an author writes a secret into, no package holds it.</summary>
public sealed class StatedSecretsTests
{
    private const string Secret = "S3CR3T0x";
    private const string Address = $"https://jane:{Secret}@example.com";

    [Fact]
    public async Task NoStatedSecretIsInAnyPackage()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"""
            {AuthorWorkspace.Unvalidated}
            <ModelPackInlineLimit>100000</ModelPackInlineLimit>
            <Description>100% of models; see {Address}/d</Description>
            <PackageProjectUrl>{Address}/m</PackageProjectUrl>
            <PackageReleaseNotes>Fetched with --api-key {Secret}; faster.</PackageReleaseNotes>
            <RepositoryUrl>{Address}/r.git</RepositoryUrl>
            <ModelPackPayloadRepositoryUrl>{Address}/p.git</ModelPackPayloadRepositoryUrl>
            <ModelPackExperimentUrl>{Address}/e/1;https://example.com/e/2?access_token={Secret}</ModelPackExperimentUrl>
            <ModelPackSecurityPolicyUrl>{Address}/security</ModelPackSecurityPolicyUrl>
            <ModelPackTrainingEntryPoint>train.py --api-key {Secret}</ModelPackTrainingEntryPoint>
            """, $"""
            <ModelDataset Include="reviews" Uri="https://b.s3.amazonaws.com/d?X-Amz-Date=20260101&amp;X-Amz-Signature={Secret}&amp;version=3" />
            <ModelDataset Include="votes" Uri="https://a.blob.core.windows.net/c?sp=r&amp;sig={Secret}" />
            <ModelDataset Include="names" Uri="https://example.com/d?token={Secret}" />
            <ModelEndpoint Include="gpt" Parameters="temperature=0;api_key={Secret};max_tokens=512" />
            <ModelHyperparameter Include="wandb_api_key" Value="{Secret}" />
            <ModelHyperparameter Include="args" Kind="TrainingArgument" Value="--lr 0.1 --api-key {Secret}" />
            <ModelHyperparameter Include="max_tokens" Value="512" />
            <ModelBaseModel Include="base" Uri="{Address}/base" />
            """);
        author.Write("M/model.onnx", LayeredModel.Build([1, 2, 3, 4]));
        await author.Workspace.Git("M", "init", "-q", "-b", "main");
        await author.Workspace.Git("M", "add", ".");
        await author.Workspace.Git("M", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "first");
        (await author.Workspace.Git("M", "remote", "add", "origin", $"{Address}/code.git")).ShouldSucceed();

        CommandResult pack = (await author.Pack("M")).ShouldSucceed();

        PackageFile package = author.Package("M");
        ModelManifest manifest = package.Manifest;
        Assert.All(pack.Warnings, warning => Assert.StartsWith("MP3006:", warning, StringComparison.Ordinal));
        Assert.All(
            (string[])["Description", "PackageProjectUrl", "PackageReleaseNotes", "RepositoryUrl", "ModelPackPayloadRepositoryUrl", "ModelPackExperimentUrl", "ModelPackSecurityPolicyUrl", "ModelPackTrainingEntryPoint", "Uri of ModelDataset 'reviews'", "Uri of ModelDataset 'votes'", "Uri of ModelDataset 'names'", "Parameters of ModelEndpoint 'gpt'", "ModelHyperparameter 'wandb_api_key'", "ModelHyperparameter 'args'", "Uri of ModelBaseModel 'base'", "The git remote of the project's repository"],
            place => Assert.Single(pack.Warnings, warning => warning.StartsWith($"MP3006: {place} holds", StringComparison.Ordinal)));
        Assert.DoesNotContain(pack.Warnings, warning => warning.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal("https://example.com/code.git", manifest.Code!.Repository);
        Assert.Equal(("https://example.com/m", "100% of models; see https://example.com/d", "https://example.com/r.git"), (package.Metadata("projectUrl"), package.Metadata("description"), package.Nuspec.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("url")!.Value));
        Assert.Equal("https://b.s3.amazonaws.com/d?X-Amz-Date=20260101&X-Amz-Signature=***&version=3", manifest.Data!.Single(data => data.Name == "reviews").Uri);
        Assert.Equal("512", manifest.Configuration!.Hyperparameters!["max_tokens"].ToString());
        Assert.Contains("modelpack/sbom.cdx.json", package.Entries);
        Assert.Contains("modelpack/provenance.intoto.json", package.Entries);
        string[] packages = Directory.GetFiles(author[AuthorWorkspace.Out], "*.nupkg");
        Assert.True(packages.Length > 1);
        Assert.Equal([], packages.SelectMany(Entries).Where(entry => entry.Content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0 || entry.Name.Contains(Secret, StringComparison.Ordinal)).Select(entry => entry.Name));

        // What the build and the pack told, they tell again.
        CommandResult again = (await author.Pack("M")).ShouldSucceed();
        Assert.Equal(pack.Warnings.Order(StringComparer.Ordinal), again.Warnings.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, byte[] Content)> Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using MemoryStream bytes = new();
            stream.CopyTo(bytes);
            yield return ($"{Path.GetFileName(package)}: {entry.FullName}", bytes.ToArray());
        }
    }
}
