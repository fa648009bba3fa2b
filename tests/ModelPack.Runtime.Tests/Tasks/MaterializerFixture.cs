using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tests.Tasks;

/// <summary>A package folder, an output folder and a store, without MSBuild.</summary>
internal sealed class MaterializerFixture : IDisposable
{
    public const string Owner = "/repo/service/service.csproj";

    private readonly TempFolder folder = new("runtime");

    public string Packages => folder["packages"];

    public string Output => folder["out"];

    public string Store { get; set; } = "";

    public string this[string relative] => folder[relative];

    /// <summary>A later moment, so that files of the test are not "modified just now".</summary>
    public TimeProvider Clock { get; } = new LaterClock();

    public PackageItem Restore(HandMadeModel model, string? slot = null)
    {
        string root = model.Extract(Packages);
        return new PackageItem(model.Id, model.Version, slot ?? model.Id, model.Manifest.Digest, Path.Combine(root, "modelpack", "modelpack.json"), Path.Combine(root, "modelpack", "files"), "");
    }

    public MaterializationResult Run(params PackageItem[] packages) => Run(true, packages);

    public MaterializationResult Run(bool allowHardLinks, params PackageItem[] packages) => RunAs(Owner, allowHardLinks, packages);

    public MaterializationResult Run(CancellationToken cancellation, params PackageItem[] packages) => Run(Owner, true, packages, cancellation);

    public MaterializationResult RunAs(string owner, bool allowHardLinks, params PackageItem[] packages) => Run(owner, allowHardLinks, packages, CancellationToken.None);

    private MaterializationResult Run(string owner, bool allowHardLinks, PackageItem[] packages, CancellationToken cancellation) =>
        new Materializer(new OutputFolder(Output), new RecordStore(Store.Length > 0 ? Store : folder["store"]), owner, allowHardLinks, Clock).Run(packages, [], cancellation);

    public string Read(string relative) => File.ReadAllText(Path.Combine(Output, "models", relative));

    public string[] Files() => Directory.Exists(Output)
        ? [.. Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Output, file).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => folder.Dispose();

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(1);
    }
}
