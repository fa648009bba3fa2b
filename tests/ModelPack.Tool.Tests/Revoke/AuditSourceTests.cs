using ModelPack.Tool.Commands.Revoke;
using NuGet.Configuration;

namespace ModelPack.Tool.Tests.Revoke;

public sealed class AuditSourceTests
{
    [Theory]
    [InlineData("https://models.example/audit", "https://models.example/audit/index.json", false)]
    [InlineData("http://models.example/audit/", "http://models.example/audit/index.json", true)]
    [InlineData("https://models.example/a?b=1&c=2", "https://models.example/a?b=1&c=2/index.json", false)]
    public void NuGetReadsTheSnippet(string address, string index, bool isInsecure)
    {
        using TempFolder folder = new();
        folder.Write("nuget.config", $"<configuration>{string.Join(Environment.NewLine, AuditSource.Snippet(new Uri(address)))}</configuration>");

        PackageSource source = Assert.Single(new PackageSourceProvider(Settings.LoadSpecificSettings(folder.Path, "nuget.config")).LoadAuditSources());

        Assert.Equal((index, isInsecure), (source.Source, source.AllowInsecureConnections));
    }
}
