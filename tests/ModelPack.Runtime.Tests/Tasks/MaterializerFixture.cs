using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tests.Tasks;

/// <summary>A package folder, an output folder and a store, without MSBuild.</summary>
internal sealed class MaterializerFixture : IDisposable
{
    public const string Owner = "/repo/service/service.csproj";

    private readonly TempFolder folder = new("runtime");

    public MaterializerFixture()
    {
        Output = folder["out"];
        Store = folder["store"];
        PackageFolders = Packages;
    }

    public string Packages => folder["packages"];

    public string Output { get; set; }

    public string Store { get; set; }

    /// <summary>What the project knows as <c>NuGetPackageFolders</c>.</summary>
    public string PackageFolders { get; set; }

    /// <summary>Where files are put together if the store cannot be written.</summary>
    public string Substitute => folder["obj-store"];

    public string this[string relative] => folder[relative];

    /// <summary>A later moment, so that files of the test are not "modified just now".</summary>
    public TimeProvider Clock { get; } = new LaterClock();

    public PackageItem Restore(HandMadeModel model, string? slot = null) => ItemOf(model, model.Extract(Packages), slot);

    public static PackageItem ItemOf(HandMadeModel model, string root, string? slot = null) =>
        new(model.Id, model.Version, slot ?? model.Id, model.Manifest.Digest, Path.Combine(root, "modelpack", "modelpack.json"), Path.Combine(root, "modelpack", "files"), "");

    public MaterializationResult Run(params PackageItem[] packages) => Run(true, packages);

    public MaterializationResult Run(bool allowHardLinks, params PackageItem[] packages) => RunAs(Owner, allowHardLinks, packages);

    public MaterializationResult Run(CancellationToken cancellation, params PackageItem[] packages) => Run(Output, Owner, true, packages, cancellation);

    public MaterializationResult RunAs(string owner, bool allowHardLinks, params PackageItem[] packages) => Run(Output, owner, allowHardLinks, packages, CancellationToken.None);

    /// <summary>Fills another output folder, of another project.</summary>
    public MaterializationResult RunInto(string output, params PackageItem[] packages) => Run(folder[output], folder[output] + ".csproj", true, packages, CancellationToken.None);

    /// <summary>The full path of a file of a model in the output.</summary>
    public string OutputOf(string relative) => Path.Combine(Output, "models", relative);

    public string Read(string relative) => File.ReadAllText(OutputOf(relative));

    /// <summary>Every file of the output, ordinal.</summary>
    public string[] Files() => FilesIn(Output);

    /// <summary>Every file in the store's folder of files that were put together, but for locks.</summary>
    public string[] Assembled() => [.. FilesIn(Path.Combine(Store, "files")).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];

    public void Dispose() => folder.Dispose();

    private static string[] FilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    private MaterializationResult Run(string output, string owner, bool allowHardLinks, PackageItem[] packages, CancellationToken cancellation) =>
        new Materializer(new OutputFolder(output), new MachineStore(Store, Substitute, Clock), new PayloadFolders(PackageFolders), owner, allowHardLinks, Clock).Run(packages, [], cancellation);

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddHours(1);
    }
}
