using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>ONNX models whose weights lie in other files: they are found by reading the graph.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    [Fact]
    public async Task ExternalDataIsPackedWithItsModelWhereverItLies()
    {
        author.Project("M");
        Write("M/nn/model.onnx", TinyModels.MatMul(weightLocation: "weights/w.bin", biasLocation: "bias.data"));

        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay("validated");

        PackageFile package = author.Package("M");
        Assert.Equal(["nn/bias.data", "nn/model.onnx", "nn/weights/w.bin"], package.Files());
        Assert.All(package.Manifest.Files, file => Assert.Equal((ModelFileRoles.Weights, true), (file.Role, file.Materialize)));
    }

    [Fact]
    public async Task ChangedExternalDataValidatesAndPacksAgain()
    {
        author.Project("M");
        Write("M/model.onnx", TinyModels.MatMul(weight: 1));
        (await author.Pack("M")).ShouldSucceed();
        ExternalModel retrained = TinyModels.MatMul(weight: 2);
        author.Write("M/weights.bin", retrained.Files["weights.bin"]);

        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay("validated");

        Assert.Equal(retrained.Files["weights.bin"], author.Package("M").ReadBytes("modelpack/files/weights.bin"));
    }

    [Theory]
    [InlineData("absolute", "MP1040")]
    [InlineData("above", "MP1041")]
    [InlineData("link", "MP1042")]
    [InlineData("missing", "MP1043")]
    [InlineData("short", "MP1044")]
    public async Task WhatCannotBePackedIsOneErrorThatNamesIt(string fault, string code)
    {
        author.Project("M");
        author.Write("out/M.1.0.0.nupkg", "former");
        author.Write("secret.bin", TinyModels.MatMul().Files["weights.bin"]);
        ExternalModel model = TinyModels.MatMul(weightLocation: fault switch
        {
            "absolute" => author["secret.bin"],
            "above" => "../secret.bin",
            _ => "w.bin",
        });
        author.Write("M/model.onnx", model.Model);
        author.Write("M/bias.bin", model.Files["bias.bin"]);
        switch (fault)
        {
            case "link":
                File.CreateSymbolicLink(author["M/w.bin"], author["secret.bin"]);
                break;
            case "short":
                author.Write("M/w.bin", [1, 2, 3]);
                break;
            default:
                break;
        }

        CommandResult pack = await author.Pack("M");

        string error = pack.ShouldFailOnlyWith(code);
        Assert.Contains(fault is "absolute" or "above" ? "secret.bin" : "w.bin", error, StringComparison.Ordinal);
        Assert.Equal(["M.1.0.0.nupkg"], author.Workspace.Files("out"));
        Assert.Equal("former", await File.ReadAllTextAsync(author["out/M.1.0.0.nupkg"], TestContext.Current.CancellationToken));
    }

    public void Dispose() => author.Dispose();

    private void Write(string path, ExternalModel model)
    {
        author.Write(path, model.Model);
        foreach ((string location, byte[] content) in model.Files)
        {
            author.Write($"{Path.GetDirectoryName(path)}/{location}", content);
        }
    }
}
