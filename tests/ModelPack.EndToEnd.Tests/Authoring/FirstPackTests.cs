using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>The least that an author can write, and the most that stock pack lets them say.</summary>
public sealed class FirstPackTests
{
    [Fact]
    public async Task AFolderWithOneModelPacksWithoutAWarningAlsoUnderWarningsAsErrors()
    {
        using AuthorWorkspace author = new();
        author.Project("Contoso.Model");
        author.Write("Contoso.Model/model.onnx", TinyModels.Add(symbolicBatch: true));
        author.Write("Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors></PropertyGroup></Project>");

        CommandResult pack = await author.Pack("Contoso.Model", "-warnaserror");

        pack.ShouldSucceedWithoutWarnings().ShouldSay("model.onnx validated in ONNX Runtime 1.31.1").ShouldSay(author["out/Contoso.Model.1.0.0.nupkg"]);
        PackageFile package = author.Package("Contoso.Model");
        Assert.Equal(["README.md", "buildTransitive/net10.0/Contoso.Model.props", "lib/net10.0/_._", "modelpack/files/model.onnx", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/sbom.cdx.json"], package.Content());
        Assert.Equal(["Contoso.Model.1.0.0.nupkg"], author.Workspace.Files("out"));
        package.ShouldFollowTheSchema();
        PackageDependency dependency = Assert.Single(package.Dependencies);
        Assert.Equal(("net10.0", "ModelPack.Runtime", ProductPackages.Version), (dependency.Framework, dependency.Id, dependency.Version));
        Assert.Equal(("Contoso.Model", "1.0.0", "modelpack", "README.md"), (package.Id, package.Version, package.Metadata("tags"), package.Metadata("readme")));
        Assert.DoesNotContain(author.Workspace.Files("Contoso.Model"), file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal));
        ModelEntry model = Assert.Single(package.Manifest.Models);
        Assert.Equal(("model.onnx", "onnx", true, 1), (model.File, model.Format, model.Primary, model.Parameters));
        Assert.Equal([("1.31.1", ModelValidationOutcomes.Runs)], model.Validations!.Select(validation => (validation.Runtime, validation.Outcome)));
        Assert.Equal(package.Manifest.Digest, ModelDigest.Compute(package.Manifest.Files));
        Assert.Contains("| `x` |", package.ReadText("README.md"), StringComparison.Ordinal);
        Assert.Contains(package.Manifest.Digest, package.ReadText("buildTransitive/net10.0/Contoso.Model.props"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StockMetadataReachesThePackage()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"""
            <PackageId>Contoso.Sentiment</PackageId>
            <Version>1.2.0-beta.1</Version>
            <Authors>Ada; Grace &amp; Co</Authors>
            <Title>Sentiment</Title>
            <Description>Says whether a text is friendly.</Description>
            <Copyright>(c) Contoso</Copyright>
            <PackageTags>nlp sentiment</PackageTags>
            <PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>
            <PackageProjectUrl>https://contoso.example/sentiment</PackageProjectUrl>
            <RepositoryUrl>https://contoso.example/sentiment.git</RepositoryUrl>
            <RepositoryType>git</RepositoryType>
            <PackageReleaseNotes>Retrained.</PackageReleaseNotes>
            <PackageIcon>icon.png</PackageIcon>
            <ModelPackAuthor>Ada</ModelPackAuthor>
            <ModelPackIntendedUse>Reviews</ModelPackIntendedUse>
            {AuthorWorkspace.Unvalidated}
            """, """<None Include="icon.png" Pack="true" PackagePath="" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/icon.png", [0x89, 0x50, 0x4e, 0x47]);
        author.Write("M/MODEL_CARD.md", "---\nlicense: apache-2.0\n---\n# Our card\n");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("Contoso.Sentiment", "1.2.0-beta.1");
        package.ShouldFollowTheSchema();
        Assert.Equal("Ada,Grace & Co", package.Metadata("authors"));
        Assert.Equal("Sentiment", package.Metadata("title"));
        Assert.Equal("Says whether a text is friendly.", package.Metadata("description"));
        Assert.Equal("(c) Contoso", package.Metadata("copyright"));
        Assert.Equal("nlp sentiment modelpack", package.Metadata("tags"));
        Assert.Equal("Apache-2.0", package.Metadata("license"));
        Assert.Equal("https://contoso.example/sentiment", package.Metadata("projectUrl"));
        Assert.Equal("Retrained.", package.Metadata("releaseNotes"));
        Assert.Equal("icon.png", package.Metadata("icon"));
        Assert.Equal("https://contoso.example/sentiment.git", package.Nuspec.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("url")?.Value);
        Assert.Equal("# Our card\n", package.ReadText("README.md"));
        Assert.StartsWith("---", package.ReadText("modelpack/files/MODEL_CARD.md"), StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], package.ReadBytes("icon.png"));
        ModelManifest manifest = package.Manifest;
        Assert.Equal(("Contoso.Sentiment", "1.2.0-beta.1", "Apache-2.0", "Ada", "Reviews"), (manifest.Id, manifest.Version, manifest.License, manifest.Training?.Author, manifest.IntendedUse));
        Assert.Equal([ModelValidationOutcomes.NotValidated], manifest.Models[0].Validations!.Select(validation => validation.Outcome));
    }

    [Fact]
    public async Task AnAuthorsOwnReadmeIsLeftAlone()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"<PackageReadmeFile>docs/about.md</PackageReadmeFile>{AuthorWorkspace.Unvalidated}", """<None Include="docs/about.md" Pack="true" PackagePath="docs/" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/docs/about.md", "# Mine\n");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M");
        Assert.Equal("docs/about.md", package.Metadata("readme")?.Replace('\\', '/'));
        Assert.Equal("# Mine\n", package.ReadText("docs/about.md"));
        Assert.DoesNotContain("README.md", package.Entries);
    }
}
