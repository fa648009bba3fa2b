using ModelPack.EndToEnd.Tests.Authoring;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>A workspace with the model <c>Contoso.Layers</c> in the folder <c>M</c>: 12 layers of 64 KiB, which limits far below the defaults put into payloads.</summary>
internal sealed class PayloadWorkspace : IDisposable
{
    public const string Id = "Contoso.Layers";

    public const string Limits = "<ModelPackInlineLimit>200000</ModelPackInlineLimit><ModelPackShardSize>262144</ModelPackShardSize>";

    public static readonly IReadOnlyList<int> Seeds = [.. Enumerable.Range(1, 12)];

    public PayloadWorkspace(bool validate = false)
    {
        Project(validate ? "" : AuthorWorkspace.Unvalidated);
        Model(Seeds);
        Author.Write("M/prompts/system.md", "Be kind.");
    }

    public AuthorWorkspace Author { get; } = new();

    public PackageFile Package => Author.Package(Id);

    /// <summary>The payload packages in the output folder, by file name, each with its last write.</summary>
    public IReadOnlyDictionary<string, DateTime> Payloads => Author.Workspace.Files(AuthorWorkspace.Out)
        .Where(file => file.Contains(".Payload.", StringComparison.Ordinal))
        .ToDictionary(file => file, file => File.GetLastWriteTimeUtc(Author[$"{AuthorWorkspace.Out}/{file}"]), StringComparer.Ordinal);

    /// <summary>Writes the project file.</summary>
    public void Project(string properties = "", string items = "", string folder = "M") =>
        Author.Write($"{folder}/{Id}.csproj", AuthorWorkspace.ProjectText($"{Limits}{properties}", items));

    /// <summary>Writes the model with layers of these seeds.</summary>
    public void Model(IReadOnlyList<int> seeds, string folder = "M") => Author.Write($"{folder}/model.onnx", LayeredModel.Build(seeds));

    public Task<CommandResult> Pack(params IEnumerable<string> arguments) => Author.Pack("M", arguments);

    /// <summary>The content of a payload in the output folder.</summary>
    public byte[] Content(string sha256) =>
        new PackageFile(Author[$"{AuthorWorkspace.Out}/{FileName(Package.Manifest.Payloads!.Single(payload => payload.Sha256 == sha256))}"]).ReadBytes($"shard/{sha256}.bin");

    /// <summary>The payload packages that a package depends on, as <c>id version</c>.</summary>
    public static IReadOnlyList<string> Dependencies(PackageFile package) =>
        [.. package.Dependencies.Where(dependency => dependency.Id.Contains(".Payload.", StringComparison.Ordinal)).Select(dependency => $"{dependency.Id} {dependency.Version}").Order(StringComparer.Ordinal)];

    /// <summary>Fails the test unless the output folder has exactly the package's payloads among others, each of them whole, and nothing unfinished.</summary>
    public void ShouldBeWhole()
    {
        ModelManifest manifest = Package.Manifest;
        Assert.Equal(manifest.Payloads!.Select(payload => $"{payload.Id} [{payload.Version}]"), Dependencies(Package));
        foreach (ModelPayload payload in manifest.Payloads!)
        {
            byte[] content = Content(payload.Sha256);
            Assert.Equal((payload.Size, payload.Sha256), (content.LongLength, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))));
        }

        Assert.DoesNotContain(Author.Workspace.Files(AuthorWorkspace.Out), file => file.StartsWith('.') || !file.EndsWith(".nupkg", StringComparison.Ordinal));
    }

    private static string FileName(ModelPayload payload) => $"{payload.Id}.{payload.Version}.nupkg";

    public void Dispose() => Author.Dispose();
}
