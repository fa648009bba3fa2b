using System.Text;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Names that MSBuild, NuGet or ZIP treat specially arrive as the author wrote them.</summary>
public sealed class FileNameTests
{
    private static readonly string[] Names = [".hidden", "50% off.txt", "[1].txt", "a%41.txt", "a+b.txt", "a;b.txt", "a=b&c.txt", "noextension", "o'clock.txt", "q@(x).txt", "v$(Version).txt", "x#y.txt", "zwölf 漢字.txt", "v1.0/x", "~t.txt"];

    [Fact]
    public async Task SpecialNamesArriveInPackageAndService()
    {
        using AuthorWorkspace author = new(name: "wörk späce + 'x' 漢");
        const string folder = "Mödel (1) 50% +";
        author.Write($"{folder}/M.csproj", AuthorWorkspace.ProjectText(AuthorWorkspace.Unvalidated + "<Version>1.2.3</Version>"));
        author.Write($"{folder}/é model.onnx", TinyModels.Add());
        foreach (string name in Names)
        {
            author.Write($"{folder}/prompts/{name}", name);
        }

        author.Write("S/S.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><PackageReference Include="M" Version="1.2.3" /></ItemGroup>
            </Project>
            """);
        author.Write("S/S.cs", "System.Console.WriteLine(ModelPack.ModelPackage.Load(\"M\").Verify().Count);");

        (await author.DotNet(folder, "pack", "-o", author.Workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
        CommandResult second = await author.DotNet(folder, "pack", "-o", author.Workspace.Feed.Folder);
        (await author.Build("S")).ShouldSucceedWithoutWarnings();
        CommandResult run = await author.DotNet("S/bin/Debug/net10.0", "S.dll");

        PackageFile package = author.Workspace.Feed.Open("M", "1.2.3");
        Assert.Equal(Names.Select(name => "prompts/" + name).Append("é model.onnx").Order(StringComparer.Ordinal), package.Files());
        Assert.Equal(package.Files(), package.Manifest.Files.Select(file => file.Path));
        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        foreach (string name in Names)
        {
            Assert.Equal(name, Encoding.UTF8.GetString(package.ReadBytes("modelpack/files/prompts/" + name)));
            Assert.Equal(name, await File.ReadAllTextAsync(author[$"S/bin/Debug/net10.0/models/M/prompts/{name}"], TestContext.Current.CancellationToken));
        }

        Assert.Equal("0", run.ShouldSucceed().Output.Trim());
    }
}
