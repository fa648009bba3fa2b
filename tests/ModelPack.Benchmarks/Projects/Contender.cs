using ModelPack.Benchmarks.Processes;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Projects;

/// <summary>One way to bring a model to a service: an author's project and output, a feed, and a machine that builds the service.</summary>
internal sealed class Contender
{
    private readonly string _root;
    private readonly MeasuringRunner _author;
    private readonly MeasuringRunner _consumer;
    private readonly Func<string, string> _serviceProject;
    private readonly string[] _packOptions;

    /// <param name="bench">The folder of the run.</param>
    /// <param name="name">A name for the folders.</param>
    /// <param name="project">The project file that packs the model; <see langword="null"/> where there is none.</param>
    /// <param name="modelPath">The expression by which a service finds the model.</param>
    /// <param name="serviceProject">The project file of the service, by the version of the model.</param>
    /// <param name="packOptions">More options for <c>dotnet pack</c>.</param>
    public Contender(BenchFolder bench, string name, string? project, string modelPath, Func<string, string> serviceProject, params string[] packOptions)
    {
        _root = Directory.CreateDirectory(Path.Combine(bench.Root, name)).FullName;
        Name = name;
        Project = project;
        _packOptions = packOptions;
        _serviceProject = serviceProject;
        Packed = Path.Combine(_root, "packed");
        Feed = bench.FeedOf(name);
        _author = new MeasuringRunner(bench.Root, bench.AuthorPackages, AuthorStore, bench.Log);
        _consumer = new MeasuringRunner(bench.Root, MachinePackages, MachineStore, bench.Log);
        Directory.CreateDirectory(ServiceFolder);
        File.WriteAllText(Path.Combine(ServiceFolder, "Program.cs"), ProjectTexts.Program(modelPath));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The project that packs the model.</summary>
    public string? Project { get; }

    /// <summary>Where packages are packed to.</summary>
    public string Packed { get; }

    /// <summary>The folder feed that the service restores from.</summary>
    public string Feed { get; }

    private string ServiceFolder => Path.Combine(_root, "service");

    private string ServiceProject => Path.Combine(ServiceFolder, "Service.csproj");

    private string AuthorStore => Path.Combine(_root, "author-store");

    private string MachinePackages => Path.Combine(_root, "machine-packages");

    private string MachineStore => Path.Combine(_root, "machine-store");

    /// <summary>Packs the model.</summary>
    public Task<MeasuredCommand> Pack(string version, CancellationToken cancellationToken, params IEnumerable<string> options)
    {
        Disk.Settle();
        return _author.Run(Path.GetDirectoryName(Project!)!, DotNet.HostPath, ["pack", Path.GetFileName(Project!), "-o", Packed, $"-p:Version={version}", .. _packOptions, .. options], cancellationToken);
    }

    /// <summary>Removes what was packed and all that the author's machine remembers of it.</summary>
    public void ForgetAuthor() => Disk.Delete(Packed, AuthorStore, Path.Combine(Path.GetDirectoryName(Project!)!, "obj"), Path.Combine(Path.GetDirectoryName(Project!)!, "bin"));

    /// <summary>Brings what was packed to the feed, as the documented pushes do: what the feed has stays as it is.</summary>
    public void Publish()
    {
        Directory.CreateDirectory(Feed);
        foreach (string package in Directory.EnumerateFiles(Packed, "*.nupkg"))
        {
            string target = Path.Combine(Feed, Path.GetFileName(package));
            if (!File.Exists(target))
            {
                File.Move(package, target);
            }
        }
    }

    /// <summary>Restores and builds the service.</summary>
    /// <param name="version">The version of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<MeasuredCommand> Build(string version, CancellationToken cancellationToken)
    {
        string project = _serviceProject(version);
        if (!File.Exists(ServiceProject) || await File.ReadAllTextAsync(ServiceProject, cancellationToken) != project)
        {
            await File.WriteAllTextAsync(ServiceProject, project, cancellationToken);
        }

        Disk.Settle();
        return await _consumer.Run(ServiceFolder, DotNet.HostPath, ["build", "Service.csproj"], cancellationToken);
    }

    /// <summary>Starts the service, which answers once and ends.</summary>
    public Task<MeasuredCommand> Start(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        _consumer.Run(ServiceFolder, Path.Combine(ServiceFolder, "bin", "Debug", "net10.0", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "Service"), arguments, cancellationToken);

    /// <summary>Makes the service's machine one that has never seen the model.</summary>
    public void ForgetMachine() => Disk.Delete(MachinePackages, MachineStore, Path.Combine(ServiceFolder, "obj"), Path.Combine(ServiceFolder, "bin"));
}
