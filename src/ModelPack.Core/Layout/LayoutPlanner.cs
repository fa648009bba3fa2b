using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Layout;

/// <summary>Decides how the files of a package are laid out, and where they are cut.</summary>
public static class LayoutPlanner
{
    /// <summary>Plans a package. The plan depends on paths, content and options only.</summary>
    /// <param name="files">The packed files, in any order.</param>
    /// <param name="options">When and how files are cut.</param>
    /// <param name="memory">What is known of the files; learns what had to be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ModelPackException">A tensor is too large for a payload package (MP4010), or a model cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read, or changed while it was read; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static LayoutPlan Plan(IReadOnlyList<LayoutInput> files, LayoutOptions options, DigestMemory memory, CancellationToken cancellationToken)
        => Plan(files, options, memory, new RangeWork(memory, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Plan(IReadOnlyList{LayoutInput}, LayoutOptions, DigestMemory, CancellationToken)"/>
    /// <param name="files">The packed files, in any order.</param>
    /// <param name="options">When and how files are cut.</param>
    /// <param name="memory">What is known of the files; learns what had to be read.</param>
    /// <param name="work">Reads the files, and counts what it reads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    internal static LayoutPlan Plan(IReadOnlyList<LayoutInput> files, LayoutOptions options, DigestMemory memory, RangeWork work, CancellationToken cancellationToken)
    {
        LayoutInput[] inputs = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        if (inputs.Sum(file => file.Size) <= options.InlineLimit)
        {
            memory.EndPlan();
            return new LayoutPlan([.. inputs.Select(file => new PlannedFile(file, FileLayout.Inline, []))], [], []);
        }

        Observe(inputs, memory);
        CutSizes sizes = new(options);
        List<string> notes = [];
        IReadOnlyList<TensorModel> models = Decide(inputs, options, memory, work, notes, cancellationToken);
        TensorCutting tensors = new(models, sizes, memory, work);
        tensors.Cut(options.PayloadSizeLimit);
        Dictionary<string, PlannedFile> planned = models.Select(tensors.Plan).Concat(models.SelectMany(model => model.Data).Distinct().Select(tensors.Plan)).ToDictionary(file => file.Path, StringComparer.Ordinal);

        Dictionary<string, ExactFile> exact = new(StringComparer.Ordinal);
        foreach (LayoutInput file in inputs.Where(file => !file.KeepInline && file.Wanted != FileLayout.Inline && file.Size > options.SmallFile && !planned.ContainsKey(file.Path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            exact[file.Path] = new ExactFile(file, sizes);
        }

        work.Run(exact.Values.SelectMany(file => file.Digests), exact.Values.SelectMany(file => file.Cuts), sizes);
        foreach (LayoutInput file in inputs.Where(file => !planned.ContainsKey(file.Path)))
        {
            planned[file.Path] = exact.TryGetValue(file.Path, out ExactFile? cut)
                ? new PlannedFile(file, FileLayout.Exact, cut.Cut(work))
                : new PlannedFile(file, FileLayout.Inline, []);
        }

        LayoutPlan plan = new([.. inputs.Select(file => planned[file.Path])], [.. inputs.SelectMany(file => planned[file.Path].Shards).Distinct()], notes);
        Finish(plan, memory);
        return plan;
    }

    /// <summary>Decides which <c>.onnx</c> files a plan lays out by tensor, and cuts nothing.</summary>
    /// <param name="files">The packed files, in any order.</param>
    /// <param name="options">When and how files are cut.</param>
    /// <param name="memory">What is known of the files; learns what had to be read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Their paths in the package.</returns>
    /// <exception cref="ModelPackException">A model cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be read, or changed while it was read; also <see cref="UnauthorizedAccessException"/>.</exception>
    internal static IReadOnlySet<string> SplitModels(IReadOnlyList<LayoutInput> files, LayoutOptions options, DigestMemory memory, CancellationToken cancellationToken)
    {
        LayoutInput[] inputs = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        if (inputs.Sum(file => file.Size) <= options.InlineLimit)
        {
            return new HashSet<string>();
        }

        Observe(inputs, memory);
        return Decide(inputs, options, memory, new RangeWork(memory, cancellationToken), [], cancellationToken).Select(model => model.Input.Path).ToHashSet(StringComparer.Ordinal);
    }

    private static IReadOnlyList<TensorModel> Decide(LayoutInput[] inputs, LayoutOptions options, DigestMemory memory, RangeWork work, ICollection<string> notes, CancellationToken cancellationToken)
        => new TensorModels(inputs, options, new DataGaps(memory, work, cancellationToken)).Decide(notes);

    private static void Observe(LayoutInput[] inputs, DigestMemory memory)
    {
        IReadOnlyList<long> sizes = memory.Observe([.. inputs.Select(file => file.FullPath)]);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (sizes[i] != inputs[i].Size)
            {
                throw new IOException($"'{inputs[i].FullPath}' has {sizes[i]} bytes, and had {inputs[i].Size}: it was changed.");
            }
        }
    }

    /// <summary>Nothing changed while it was planned, and what is known of the shards is not found out again.</summary>
    private static void Finish(LayoutPlan plan, DigestMemory memory)
    {
        foreach (PlannedFile file in plan.Files.Where(file => file.Layout != FileLayout.Inline))
        {
            memory.Confirm(file.FullPath);
        }

        foreach (Shard shard in plan.Shards)
        {
            shard.Sha256 = memory.Find(shard);
        }

        memory.EndPlan();
    }
}
