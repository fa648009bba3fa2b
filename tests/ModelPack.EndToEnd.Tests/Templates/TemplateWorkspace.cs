namespace ModelPack.EndToEnd.Tests.Templates;

/// <summary>A workspace in which our templates are installed; the user's installed templates are left alone.</summary>
internal sealed class TemplateWorkspace : IDisposable
{
    private TemplateWorkspace(Workspace workspace)
    {
        Workspace = workspace;
    }

    public Workspace Workspace { get; }

    public static async Task<TemplateWorkspace> Create()
    {
        TemplateWorkspace templates = new(new Workspace());
        CommandResult result = await templates.New("install", ProductPackages.Feed.Find("ModelPack.Templates", ProductPackages.Version));
        result.ShouldSucceed();
        return templates;
    }

    /// <summary>Runs <c>dotnet new</c>.</summary>
    public Task<CommandResult> New(params IEnumerable<string> arguments) =>
        Workspace.DotNet.Run(".", ["new", .. arguments, "--debug:custom-hive", Workspace["hive"]]);

    public void Dispose() => Workspace.Dispose();
}
