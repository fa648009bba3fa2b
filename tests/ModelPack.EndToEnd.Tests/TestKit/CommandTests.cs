namespace ModelPack.EndToEnd.Tests.TestKit;

/// <summary>The tests' own ground: what commands say is read rightly.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task AServiceIsStartedAskedAndStopped()
    {
        using Workspace workspace = new();
        workspace.Write("S/S.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        workspace.Write("S/Program.cs", """
            var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args).Build();
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/", () => "hello");
            app.Run();
            """);
        (await workspace.DotNet.Run("S", "build")).ShouldSucceed();
        int id;

        await using (RunningCommand service = workspace.DotNet.Start("S/bin/Debug/net10.0", "S.dll", "--urls", "http://127.0.0.1:0"))
        {
            id = service.ProcessId;
            using HttpClient client = await service.Client();
            Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
        }

        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public void DiagnosticsAreReadOnceAndWithoutTheProject()
    {
        const string Output = """
            /w/M/M.csproj : error MP1001: 'a.onnx' is missing. Add it. [/w/M/M.csproj]
            C:\w\M\a.onnx(3,4): warning MP2002: odd [C:\w\M\M.csproj]

            /w/M/M.csproj : error MP1001: 'a.onnx' is missing. Add it. [/w/M/M.csproj]
                1 Warning(s)
            """;

        CommandResult result = new("dotnet build", "/w", 1, Output, "/w/log", null);

        Assert.Equal("MP1001: 'a.onnx' is missing. Add it.", result.ShouldFailOnlyWith("MP1001"));
        Assert.Equal(["MP2002: odd"], result.Warnings);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => result.ShouldSucceed());
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => result.ShouldFail("MP1002"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => (result with { ExitCode = 0 }).ShouldSucceedWithoutWarnings());
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => (result with { ExitCode = null }).ShouldFail());
    }
}
