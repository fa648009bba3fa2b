using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class LineageSectionsTests
{
    [Fact]
    public void ScriptsOfAPipelineAreOfTheCommitThatThePackageIsOf()
    {
        ModelManifest manifest = new() { TrainingCode = new ModelCode { TrainingEntryPoint = "train.py" }, Code = new ModelCode { Commit = new string('a', 40) } };

        Assert.Empty(LineageSections.Missing(manifest, ["Code"]));
        Assert.Equal(["Code"], LineageSections.Missing(new ModelManifest { TrainingCode = manifest.TrainingCode }, ["Code"]));
    }

    [Fact]
    public void AllOfNothingIsMissing() => Assert.Equal(LineageSections.Names, LineageSections.Missing(new ModelManifest(), ["all"]));
}
