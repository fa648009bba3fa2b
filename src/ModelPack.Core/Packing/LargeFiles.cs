using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Packing;

/// <summary>Lays out files as a plan says: what the package holds for each, and what the manifest says of it.</summary>
internal sealed class LargeFiles
{
    /// <summary>Every file lies in the package as it is.</summary>
    public static readonly LargeFiles None = new();

    private readonly Dictionary<string, PlannedFile> _planned = new(StringComparer.Ordinal);
    private readonly Action _check = () => { };

    /// <summary>Takes a plan whose shards are in payload packages.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="identity">What names the payload packages.</param>
    /// <param name="newBytes">How many bytes of content are new in them.</param>
    /// <param name="check">Throws where the author's files are no longer those of the build.</param>
    public LargeFiles(LayoutPlan plan, PayloadIdentity identity, long newBytes, Action check)
    {
        _check = check;
        foreach (PlannedFile file in plan.Files.Where(file => file.Layout != FileLayout.Inline))
        {
            _planned[file.Path] = file;
        }

        Notes = plan.Notes;
        NewBytes = newBytes;
        Payloads = plan.Shards.Count == 0 ? null : [.. plan.Shards
            .DistinctBy(shard => shard.Sha256, StringComparer.Ordinal)
            .OrderBy(shard => shard.Sha256, StringComparer.Ordinal)
            .Select(shard => new ModelPayload { Id = identity.Id(shard.Sha256!), Version = identity.Version, Sha256 = shard.Sha256!, Size = shard.Length })];
    }

    private LargeFiles() => Notes = [];

    /// <summary>What the manifest lists; <see langword="null"/> for none.</summary>
    public List<ModelPayload>? Payloads { get; }

    /// <summary>Why files do not have the layout of their kind.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>How many bytes of content the payload packages have that were not there before.</summary>
    public long NewBytes { get; }

    /// <summary>Takes what the package holds for a file into the stage.</summary>
    public void Add(PackedFile file, StageFolder stage)
    {
        PlannedFile? planned = _planned.GetValueOrDefault(file.Path);
        if (planned is null or { HasGraph: true })
        {
            stage.Add($"{PackageLayout.Files}/{file.Path}");
        }

        if (planned is { Layout: FileLayout.Tensor })
        {
            stage.Add($"{PackageLayout.Recipes}/{RecipePath(file)}");
        }
    }

    /// <summary>Writes what the package holds for a file, and tells the manifest.</summary>
    /// <exception cref="ModelPackException">What was written does not give the author's file back.</exception>
    public void Stage(PackedFile file, ModelManifest manifest, StageFolder stage, CancellationToken cancellationToken)
    {
        if (!_planned.TryGetValue(file.Path, out PlannedFile? planned))
        {
            stage.Copy($"{PackageLayout.Files}/{file.Path}", file, cancellationToken);
            return;
        }

        ModelFile entry = manifest.Files.Single(entry => entry.Path == file.Path);
        entry.Layout = planned.Layout == FileLayout.Exact ? ModelLayouts.Exact : ModelLayouts.Tensor;
        entry.Shards = [.. planned.Shards.Select(shard => shard.Sha256!)];
        if (planned.Layout == FileLayout.Tensor)
        {
            entry.Shards = [.. entry.Shards.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            string key = Key(file, planned);
            if (planned.HasGraph)
            {
                (entry.LaidOutSha256, entry.LaidOutSize) = stage.Make($"{PackageLayout.Files}/{file.Path}", key, stream =>
                {
                    LayoutFiles.WriteGraph(planned, stream, cancellationToken);
                    _check();
                });
            }

            (string recipe, _) = stage.Make($"{PackageLayout.Recipes}/{RecipePath(file)}", key, stream =>
            {
                LayoutFiles.WriteRecipe(planned, file.Sha256, stream, cancellationToken);
                _check();
            });
            entry.Recipe = new ModelRecipe { Path = RecipePath(file), Sha256 = recipe };
        }

        Check(file, planned, stage, cancellationToken);
    }

    private static string RecipePath(PackedFile file) => $"{file.Path}.json";

    /// <summary>What graph and recipe are made of: the author's file, where its tensors lie now, and the program.</summary>
    private static string Key(PackedFile file, PlannedFile planned)
    {
        StringBuilder text = new();
        text.Append(typeof(LargeFiles).Module.ModuleVersionId).Append('\n').Append(file.Sha256).Append('\n');
        foreach (PlannedPart part in planned.Parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part.Range.Offset} {part.Range.Length}{(part.Placement is { } placement ? Place(placement) : "")}\n");
        }

        // Equal data has one place: what is elsewhere in the author's data need not be elsewhere in the shards, and the other way round.
        foreach (MovableTensor tensor in planned.Map?.Tensors ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{tensor.Data.Length}{Place(planned.Of(tensor))}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Place(Placement placement) => string.Create(CultureInfo.InvariantCulture, $" {placement.Shard.Sha256} {placement.Offset}");

    private static void Check(PackedFile file, PlannedFile planned, StageFolder stage, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream? recipe = planned.Layout == FileLayout.Tensor ? File.OpenRead(stage.PathOf($"{PackageLayout.Recipes}/{RecipePath(file)}")) : null;
            LayoutCheck.Check(planned, file.Sha256, recipe, cancellationToken);
            if (planned.HasGraph)
            {
                LayoutCheck.CheckGraph(planned, stage.PathOf($"{PackageLayout.Files}/{file.Path}"));
            }
        }
        catch (InvalidDataException exception)
        {
            throw new ModelPackException(
                new Problem(DiagnosticCodes.LayoutDiffers, $"The layout of the file does not give it back: {exception.Message} {(planned.Layout == FileLayout.Tensor ? "Set Layout=\"Exact\" on the ModelWeights item of the model, and report this." : "Run 'dotnet clean' and 'dotnet pack'; if that does not help, report this.")}", file.Source),
                exception);
        }
    }
}
