using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>Any web server: it sends the files of a folder.</summary>
internal sealed class StaticFiles : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StaticFiles(string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(context =>
        {
            string file = Path.Combine(folder, context.Request.Path.Value!.TrimStart('/'));
            context.Response.StatusCode = File.Exists(file) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return File.Exists(file) ? context.Response.SendFileAsync(file) : Task.CompletedTask;
        });
    }

    public string Address => _application.Urls.Single();

    public static async Task<StaticFiles> Serve(string folder)
    {
        StaticFiles server = new(folder);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
