namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>Third-party models that no service could use.</summary>
public sealed class RefusalTests
{
    private const string Models = "refused";

    [Fact]
    public async Task EachModelThatCannotWorkIsOneErrorWithItsCodeAndFileAndGivesNoPackage()
    {
        TestData.Get(".");
        using Workspace workspace = new();
        foreach ((RealModel model, _, _) in Catalogue.Refused)
        {
            model.Write(workspace, Models);
        }

        RealModel.WriteSolution(workspace, Models, Catalogue.Refused.Select(refused => refused.Model));

        CommandResult pack = await workspace.DotNet.Run(Models, "pack", "refused.slnx", "-p:ModelPackValidationTimeout=2", "-o", workspace["packed"]);

        pack.ShouldFail();
        Assert.Empty(workspace.Files("packed"));
        Assert.All(Catalogue.Refused, refused => pack.ShouldSay($"{workspace[$"{Models}/{refused.Model.Folder}/{refused.File}"]} : error {refused.Code}: "));
        Assert.Equal(Catalogue.Refused.Count, pack.Errors.Count);
    }
}
