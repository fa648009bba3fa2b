using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class TemporaryFolderTests
{
    private readonly string _prefix = $"modelpack-test-{Guid.NewGuid():n}-";

    [Fact]
    public void ItGoesWithAllThatIsInIt()
    {
        string path;
        using (TemporaryFolder folder = new(_prefix))
        {
            path = folder.Path;
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(path, "a")).FullName, "b"), "");
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void WhatCannotBeRemovedHidesNoError()
    {
        using TemporaryFolder folder = new(_prefix);
        Directory.Delete(folder.Path);
    }

    [Fact]
    public void LeftoversOfAFolderThatGoesMeanwhileAreNoError() => Abandoned.Delete(Path.Combine(Path.GetTempPath(), _prefix), _prefix);
}
