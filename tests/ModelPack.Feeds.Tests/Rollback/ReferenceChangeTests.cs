using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Rollback;

namespace ModelPack.Feeds.Tests.Rollback;

public sealed class ReferenceChangeTests : IDisposable
{
    private const string Id = "Contoso.Sentiment.Production";

    private readonly TempFolder _folder = new("reference");

    public void Dispose() => _folder.Dispose();

    /// <summary>The project, <c>Directory.Packages.props</c>, <c>Directory.Build.props</c> (empty where there is none), and which file is changed on which line.</summary>
    public static TheoryData<string, string, string, string, int> Editable => new()
    {
        { """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Contoso.Sentiment.Production" Version="7.0.0" /></ItemGroup></Project>""", "", "", "P", 1 },
        { "<Project>\n  <ItemGroup>\n    <PackageReference Include='contoso.sentiment.production'\n                      Version='7.0.0' PrivateAssets='all' />\n  </ItemGroup>\n</Project>", "", "", "P", 4 },
        { "<Project>\n  <ItemGroup>\n    <PackageReference Include=\"Contoso.Sentiment.Production\">\n      <Version> 7.0.0 </Version>\n    </PackageReference>\n  </ItemGroup>\n</Project>", "", "", "P", 4 },
        { "<Project>\r\n  <!-- Version=\"7.0.0\" -->\r\n  <ItemGroup>\r\n\t<PackageReference Version = \"[7.0.0]\"   Include=\"Contoso.Sentiment.Production\"/>\r\n  </ItemGroup>\r\n</Project>\r\n", "", "", "P", 4 },
        { "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\n<ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" /><PackageReference Update=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>", "", "", "P", 2 },
        { "<Project><PropertyGroup>\n<SentimentVersion>7.0.0</SentimentVersion>\n</PropertyGroup><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(SentimentVersion)\" /></ItemGroup></Project>", "", "", "P", 2 },
        { "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"[$(SentimentVersion)]\" /></ItemGroup></Project>", "", "<Project>\n<PropertyGroup>\n<SentimentVersion Condition=\"'$(SentimentVersion)' == ''\">7.0.0</SentimentVersion></PropertyGroup></Project>", "B", 3 },
        { "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" /></ItemGroup></Project>", "<Project>\n<ItemGroup>\n<PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" />\n<PackageVersion Include=\"Contoso.Sentiment\" Version=\"7.0.0\" /></ItemGroup></Project>", "", "C", 3 },
        { "<Project><ItemGroup Condition=\"'$(UseModel)' == 'true'\"><PackageReference Include=\"Contoso.Sentiment.Production\" /></ItemGroup></Project>", "<Project>\n<ItemGroup>\n<PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>", "", "C", 3 },
        { "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" VersionOverride=\"7.0.0\" /></ItemGroup></Project>", "<Project><ItemGroup><PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"5.0.0\" /></ItemGroup></Project>", "", "P", 1 },
        { "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\"/></ItemGroup></Project>", "<Project><PropertyGroup>\n<A>$(B)</A>\n<B>7.0.0</B></PropertyGroup><ItemGroup><PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"$(A)\" /></ItemGroup></Project>", "", "C", 3 },
        { "<Project><ItemGroup/></Project>", "<Project><ItemGroup>\n<GlobalPackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>", "", "C", 2 },
        { "<Project><ItemGroup/></Project>", "", "<Project><ItemGroup>\n<PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>", "B", 2 },
        { "<Project><Import Project=\"..\\models.props\" /><ItemGroup/></Project>", "<!-- -->\n<Project><ItemGroup><PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"5.0.0\" /></ItemGroup></Project>", "", "M", 2 },
        { "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project><ItemGroup>\n<PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7\" /></ItemGroup></Project>", "", "", "P", 3 },
    };

    [Fact]
    public void OtherProjectsWhoseVersionStandsThereTooAreNamed()
    {
        const string Reference = "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" /></ItemGroup></Project>";
        _folder.Write("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>");
        string service = _folder.Write("src/Service/Service.csproj", Reference);
        string search = _folder.Write("src/Search/Search.fsproj", Reference);
        _folder.Write("src/Search/obj/Copy.csproj", Reference);
        _folder.Write("src/Other/Other.csproj", "<Project />");
        _folder.Write("src/Own/Own.csproj", Reference.Replace(" />", " VersionOverride=\"6.0.0\" />", StringComparison.Ordinal));
        _folder.Write("src/Apart/Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"Contoso.Sentiment.Production\" Version=\"5.0.0\" /></ItemGroup></Project>");
        string apart = _folder.Write("src/Apart/Apart.csproj", Reference);

        Assert.Equal([search], ReferenceChange.Plan(service, Id, "8.0.0").OtherProjects);
        Assert.Empty(ReferenceChange.Plan(apart, Id, "8.0.0").OtherProjects);
        Assert.Empty(ReferenceChange.Plan(_folder["src/Own"], Id, "8.0.0").OtherProjects);
    }

    [Theory]
    [MemberData(nameof(Editable))]
    public void TheVersionIsChangedWhereItStandsAndNothingElse(string project, string central, string build, string changed, int line)
    {
        Dictionary<string, string> files = new() { ["P"] = Write("src/Service/Service.csproj", project) };
        _folder.Write("src/models.props", "<Project>\n<ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>");
        files["M"] = _folder["src/models.props"];
        if (central.Length > 0)
        {
            files["C"] = Write("Directory.Packages.props", central);
        }

        if (build.Length > 0)
        {
            files["B"] = Write("src/Directory.Build.props", build);
        }

        Dictionary<string, string> before = files.ToDictionary(file => file.Key, file => File.ReadAllText(file.Value));
        ReferenceChange change = ReferenceChange.Plan(files["P"], Id, "8.0.0");
        string diff = change.Diff(_folder.Path);
        change.Apply();

        Assert.Equal((files[changed], line, "8.0.0"), (change.File, change.Line, change.To));
        Assert.Equal(before.Where(file => file.Key != changed), files.Where(file => file.Key != changed).Select(file => KeyValuePair.Create(file.Key, File.ReadAllText(file.Value))));
        string[] old = before[changed].Split('\n');
        string[] now = File.ReadAllText(files[changed]).Split('\n');
        Assert.Equal([line], Enumerable.Range(1, old.Length).Where(number => old[number - 1] != now[number - 1]));
        Assert.Equal(old[line - 1].Replace(change.From, "8.0.0", StringComparison.Ordinal), now[line - 1]);
        Assert.Contains($"@@ -{line} +{line} @@\n-{old[line - 1].TrimEnd('\r')}\n+{now[line - 1].TrimEnd('\r')}\n", diff, StringComparison.Ordinal);
        Assert.False(ReferenceChange.Plan(files["P"], Id, "8.0.0").IsNeeded);
    }

    [Fact]
    public void AFileOutsideTheFolderIsShownWithItsWholePath()
    {
        string outside = _folder.Write("outside.props", "<Project><PropertyGroup><V>7.0.0</V></PropertyGroup></Project>");
        string project = _folder.Write("repo/Service.csproj", $"<Project><Import Project=\"{outside}\" /><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(V)\" /></ItemGroup></Project>");

        Assert.StartsWith($"--- {outside}\n+++ {outside}\n", ReferenceChange.Plan(project, Id, "8.0.0").Diff(_folder["repo"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceIsNotReadForAProject()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such files.");
        File.CreateSymbolicLink(_folder["Service.csproj"], "/dev/zero");

        Problem problem = Assert.Throws<ModelPackException>(() => ReferenceChange.Plan(_folder["Service.csproj"], Id, "8.0.0")).Problem;

        Assert.Equal(FeedDiagnosticCodes.ReferenceNotEditable, problem.Code);
        Assert.Contains("pipe or device", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNestingIsNoReasonToWait()
    {
        const int Depth = 100_000;
        string file = _folder.Write("Deep.csproj", $"{string.Concat(Enumerable.Repeat("<a>", Depth))}{string.Concat(Enumerable.Repeat("</a>", Depth))}");

        Assert.Equal(Depth, MarkupFile.Read(file).Root.All().Count());
    }

    [Fact]
    public void ElementsComeInTheOrderOfTheText() =>
        Assert.Equal("abcde", string.Concat(MarkupFile.Read(_folder.Write("Order.csproj", "<a><b><c/></b><d/><e/></a>")).Root.All().Select(element => element.Name)));

    public static TheoryData<string, string> Refused => new()
    {
        { FeedDiagnosticCodes.ReferenceNotFound, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment\" Version=\"7.0.0\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotFound, "<Project><ItemGroup><PackageReference Remove=\"Contoso.Sentiment.Production\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"6.0.0\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><ItemGroup Condition=\"'$(A)' == 'b'\"><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><Choose><When Condition=\"true\"><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></When></Choose></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\"><Version Condition=\"true\">7.0.0</Version></PackageReference></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><Target Name=\"T\"><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.0.0\" /></ItemGroup></Target></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><PropertyGroup><V>7.0.0</V><V>8.0.0</V></PropertyGroup><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(V)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><PropertyGroup Condition=\"true\"><V>7.0.0</V></PropertyGroup><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(V)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><PropertyGroup><V>7.0.0</V></PropertyGroup><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(V)\" /><PackageReference Include=\"Other\" Version=\"$(V)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"7.*\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"[7.0.0,8.0.0)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(Major).0.0\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(Unknown)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceAmbiguous, "<Project><PropertyGroup><A>$(B)</A><B>$(A)</B></PropertyGroup><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"$(A)\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production;Other\" Version=\"7.0.0\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<Project><ItemGroup>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "<!DOCTYPE x [ <!ENTITY v \"7.0.0\"> ]><Project><ItemGroup><PackageReference Include=\"Contoso.Sentiment.Production\" Version=\"&v;\" /></ItemGroup></Project>" },
        { FeedDiagnosticCodes.ReferenceNotEditable, "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatIsNotPlainIsRefusedWithItsPlaceAndStays(string code, string text)
    {
        string project = Write("Service.csproj", text);

        Problem problem = Assert.Throws<ModelPackException>(() => ReferenceChange.Plan(project, Id, "8.0.0")).Problem;

        Assert.Equal(code, problem.Code);
        Assert.Contains("Service.csproj", problem.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(project));
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16BE", "iso-8859-1"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void TheEncodingStays(string name)
    {
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(false) : name == "utf-8 with mark" ? new UTF8Encoding(true) : Encoding.GetEncoding(name);
        string declared = name == "utf-8 with mark" ? "utf-8" : name;
        byte[] Bytes(string version) => [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?>\r\n<Project>\r<!-- é -->\n<ItemGroup><PackageReference Include=\"{Id}\" Version=\"{version}\" /></ItemGroup></Project>")];
        string project = _folder.Write("Service.csproj", Bytes("7.0.0"));

        ReferenceChange.Plan(project, Id, "10.0.0").Apply();

        Assert.Equal(Bytes("10.0.0"), File.ReadAllBytes(project));
    }

    [Fact]
    public void BytesThatAreNotOfTheEncodingAreLeftAlone()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"<Project><!-- "), 0xE9, .. Encoding.UTF8.GetBytes($" --><ItemGroup><PackageReference Include=\"{Id}\" Version=\"7.0.0\" /></ItemGroup></Project>")];
        string project = _folder.Write("Service.csproj", bytes);

        Assert.Equal(FeedDiagnosticCodes.ReferenceNotEditable, Assert.Throws<ModelPackException>(() => ReferenceChange.Plan(project, Id, "8.0.0")).Problem.Code);
        Assert.Equal(bytes, File.ReadAllBytes(project));
    }

    [Fact]
    public void AFolderStandsForItsProjectAndSeveralAreNamed()
    {
        Write("a/A.csproj", $"<Project><ItemGroup><PackageReference Include=\"{Id}\" Version=\"7.0.0\" /></ItemGroup></Project>");
        Write("b/A.csproj", "<Project />");
        Write("b/B.fsproj", "<Project />");
        Directory.CreateDirectory(_folder["c"]);

        Assert.Equal("7.0.0", ReferenceChange.Plan(_folder["a"], Id, "8.0.0").From);
        Assert.Equal(FeedDiagnosticCodes.ReferenceAmbiguous, Assert.Throws<ModelPackException>(() => ReferenceChange.Plan(_folder["b"], Id, "8.0.0")).Problem.Code);
        Assert.Equal(FeedDiagnosticCodes.ReferenceNotFound, Assert.Throws<ModelPackException>(() => ReferenceChange.Plan(_folder["c"], Id, "8.0.0")).Problem.Code);
    }

    [Fact]
    public void CentralVersionsOfAnOuterFolderAreFoundThroughTheirImport()
    {
        string outer = Write("Directory.Packages.props", $"<Project>\n<ItemGroup><PackageVersion Include=\"{Id}\" Version=\"7.0.0\" /></ItemGroup></Project>");
        Write("src/Directory.Packages.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove(Directory.Packages.props, $(MSBuildThisFileDirectory)..))\" /></Project>");
        string project = Write("src/Service/Service.csproj", $"<Project><ItemGroup><PackageReference Include=\"{Id}\" /></ItemGroup></Project>");

        Assert.Equal(outer, ReferenceChange.Plan(project, Id, "8.0.0").File);
    }

    private string Write(string path, string text) => _folder.Write(path, text);
}
