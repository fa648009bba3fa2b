using System.Text.Json;
using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary>A workspace in which the installed tool runs; packages, store and feeds are the test's own.</summary>
/// <param name="tool">The tool.</param>
/// <param name="author">The author's workspace that it shares; a new one where there is none.</param>
internal sealed class ToolWorkspace(InstalledTool tool, AuthorWorkspace? author = null) : IDisposable
{
    /// <summary>The author's side: projects, builds and packs.</summary>
    public AuthorWorkspace Author { get; } = author ?? new();

    public Workspace Workspace => Author.Workspace;

    public string this[string relative] => Workspace[relative];

    public string Write(string relative, string text) => Workspace.Write(relative, text);

    public string Write(string relative, byte[] content) => Workspace.Write(relative, content);

    /// <summary>Runs <c>dotnet modelpack</c> in the root folder.</summary>
    public Task<CommandResult> Run(params IEnumerable<string> arguments) => RunIn(".", arguments);

    /// <summary>Runs <c>dotnet modelpack</c>.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The command and its arguments.</param>
    public async Task<CommandResult> RunIn(string folder, params IEnumerable<string> arguments) => await Workspace.Commands.Run(folder, await tool.Command, arguments);

    /// <summary>Starts <c>dotnet modelpack</c> in the root folder, to be interrupted.</summary>
    public async Task<RunningCommand> Start(params IEnumerable<string> arguments) => Workspace.Commands.Start(".", await tool.Command, arguments);

    /// <summary>The JSON document that a command wrote to standard output; fails the test where that is anything else.</summary>
    public static JsonElement Json(CommandResult result)
    {
        try
        {
            return JsonDocument.Parse(result.StandardOutput).RootElement;
        }
        catch (JsonException exception)
        {
            result.Fail($"should answer in JSON: {exception.Message}");
            throw;
        }
    }

    public void Dispose() => Author.Dispose();
}
