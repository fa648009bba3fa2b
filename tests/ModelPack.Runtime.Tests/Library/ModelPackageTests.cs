namespace ModelPack.Runtime.Tests.Library;

public sealed class ModelPackageTests : IDisposable
{
    private readonly TempFolder folder = new("library");

    [Fact]
    public void AModelIsFoundByItsSlot()
    {
        Place("Contoso.Sentiment", new HandMadeModel("Contoso.Sentiment", "1.2.0").With("sub/model.onnx", "m").With("vocab.txt", "v", ModelFileRoles.Tokenizer));

        ModelPackage model = ModelPackage.Load("contoso.sentiment", folder.Path);

        Assert.Equal("1.2.0", model.Version);
        Assert.Equal("m", File.ReadAllText(model.GetPrimaryModelPath()));
        Assert.Equal("v", File.ReadAllText(Assert.Single(model.GetFiles(ModelFileRoles.Tokenizer))));
        Assert.Equal("v", File.ReadAllText(model.GetFile("vocab.txt")));
        Assert.StartsWith(ModelDigest.Prefix, model.Digest, StringComparison.Ordinal);
        Assert.Empty(model.Verify(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AnUnknownModelIsAnsweredWithWhatThereIs()
    {
        Place("other", new HandMadeModel("Other", "1.0.0").With("m", "m"));

        ModelPackageNotFoundException exception = Assert.Throws<ModelPackageNotFoundException>(() => ModelPackage.Load("Contoso.Sentiment", folder.Path));

        Assert.Equal(["other"], exception.AvailableSlots);
        Assert.Contains(folder["models"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("PackageReference", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("..")]
    public void ANameThatIsAPathIsRefused(string slot) => Assert.Throws<ArgumentException>(() => ModelPackage.Load(slot, folder.Path));

    [Fact]
    public void AManifestWithAPathOutsideIsRefused()
    {
        HandMadeModel model = new HandMadeModel("M", "1.0.0").With("m", "m");
        model.Seal().Files[0].Path = "../../etc/passwd";
        folder.Write("models/M/modelpack.json", model.Manifest.ToUtf8Bytes());

        Assert.Throws<InvalidDataException>(() => ModelPackage.Load("M", folder.Path));
    }

    [Fact]
    public void AManifestOfANewerFormatSaysWhatToUpdate()
    {
        folder.Write("models/M/modelpack.json", """{ "schemaVersion": 99, "id": "M" }""");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => ModelPackage.Load("M", folder.Path));

        Assert.Contains("Update ModelPack.Runtime", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VerifyNamesWhatDiffers()
    {
        Place("M", new HandMadeModel("M", "1.0.0").With("changed", "one").With("deleted", "x").With("right", "r"));
        folder.Write("models/M/changed", "two");
        File.Delete(folder["models/M/deleted"]);

        IReadOnlyList<ModelFileMismatch> mismatches = ModelPackage.Load("M", folder.Path).Verify(TestContext.Current.CancellationToken);

        Assert.Equal([new ModelFileMismatch("changed", ModelFileMismatchKind.Content), new ModelFileMismatch("deleted", ModelFileMismatchKind.Missing)], mismatches);
    }

    [Fact]
    public void AFileThatIsNotInTheApplicationIsAnsweredWithWhatThereIs()
    {
        Place("M", new HandMadeModel("M", "1.0.0").With("m.onnx", "m").With("eval.csv", "e", ModelFileRoles.Evaluation, materialize: false));

        FileNotFoundException exception = Assert.Throws<FileNotFoundException>(() => ModelPackage.Load("M", folder.Path).GetFile("eval.csv"));

        Assert.Contains("m.onnx", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAPrimaryModelTheMessageNamesTheOthers()
    {
        HandMadeModel model = new HandMadeModel("M", "1.0.0").With("a.onnx", "a").With("b.onnx", "b");
        model.Seal().Models[0].Primary = false;
        Place("M", model);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => ModelPackage.Load("M", folder.Path).GetPrimaryModelPath());

        Assert.Contains("a.onnx, b.onnx", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllModelsAreListedInOrder()
    {
        Place("b", new HandMadeModel("B", "1.0.0").With("m", "m"));
        Place("a", new HandMadeModel("A", "1.0.0").With("m", "m"));
        Directory.CreateDirectory(folder["models/no-model"]);

        Assert.Equal(["A", "B"], ModelPackage.LoadAll(folder.Path).Select(model => model.Id));
        Assert.Empty(ModelPackage.GetSlots(folder["nowhere"]));
    }

    public void Dispose() => folder.Dispose();

    private void Place(string slot, HandMadeModel model)
    {
        string root = model.Extract(folder["packages"]);
        string target = folder["models/" + slot];
        Directory.CreateDirectory(folder["models"]);
        Directory.Move(Path.Combine(root, "modelpack", "files"), target);
        File.Move(Path.Combine(root, "modelpack", "modelpack.json"), Path.Combine(target, "modelpack.json"));
    }
}
