using System.Xml.Linq;

using ModelPack.Runtime.Tasks.Revocations;

namespace ModelPack.Runtime.Tests.Revocations;

public sealed class RestoreProjectTests
{
    [Fact]
    public void TheSourcesAreThoseOfTheServiceWithFullPaths()
    {
        string folder = Path.Combine(Path.GetTempPath(), "a;b $(c) %41 é");
        XElement project = XElement.Parse(RestoreProject.Text(["A.Revocations", "B.Revocations"], new RestoreSettings(folder, "", "feed;https://feed/v3/index.json?x=1", "", "")));

        string full = folder.Replace("%", "%25", StringComparison.Ordinal).Replace("$", "%24", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
        Assert.Equal(full, Value("RestoreRootConfigDirectory"));
        Assert.Equal($"{Path.Combine(full, "feed")};https://feed/v3/index.json%3Fx=1", Value("RestoreSources"));
        Assert.Null(Value("RestoreConfigFile"));
        Assert.Equal(["A.Revocations *", "B.Revocations *"], project.Descendants("PackageReference").Select(reference => $"{reference.Attribute("Include")!.Value} {reference.Attribute("Version")!.Value}"));

        string? Value(string name) => project.Descendants(name).FirstOrDefault()?.Value;
    }
}
