namespace ModelPack.Benchmarks.Reports;

/// <summary>All that is measured, with the targets for a model of 1 GiB.</summary>
internal static class Scenarios
{
    public const string Pack = "pack";
    public const string PackAgainstCopy = "pack-copy";
    public const string Prompt = "prompt";
    public const string Layer = "layer";
    public const string Restore = "restore";
    public const string Next = "next";
    public const string Second = "second";
    public const string Feed = "feed";
    public const string Validation = "validation";
    public const string StartTensor = "start-tensor";
    public const string StartExact = "start-exact";

    /// <summary>The largest private memory of every process but the validator.</summary>
    public const long MemoryTarget = 250_000_000;

    /// <summary>The most that a changed layer may add to the feed beyond itself.</summary>
    public const long LayerSlack = 2 << 20;

    /// <summary>The most that a changed prompt may add to the feed.</summary>
    public const long PromptLimit = 1 << 20;

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(Pack, "pack", "stock `dotnet pack` of the same files", 0.18),
        new(PackAgainstCopy, "pack", "`cp` of the weights and `dotnet pack` of an empty package", 1.15),
        new(Prompt, "pack after only a prompt changed", "stock `dotnet pack`", 0.08),
        new(Layer, "pack after one layer of 32 changed", "stock `dotnet pack`", 0.12),
        new(Restore, "restore and first build of a service, cold cache", "the stock package", 0.35),
        new(Next, "restore and build of the next version (one layer changed)", "the stock package", 0.15),
        new(Second, "second build of the service", "the same service without the model", 1.1),
        new(Feed, "feed after ten versions (one layer changed in each)", "ten stock packages", 0.15, IsBytes: true),
        new(Validation, "validation of the model as part of the pack", "", 1.5),
        new(StartTensor, "service start to the first answer, `Layout=\"Tensor\"`", "the author's own file", null),
        new(StartExact, "service start to the first answer, `Layout=\"Exact\"`", "the author's own file", null),
    ];
}
