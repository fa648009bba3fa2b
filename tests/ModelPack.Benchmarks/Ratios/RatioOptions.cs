using ModelPack.Benchmarks.Models;

namespace ModelPack.Benchmarks.Ratios;

/// <summary>What to measure.</summary>
/// <param name="Sizes">Sizes of the weights, in bytes.</param>
/// <param name="Kinds">Kinds of weights.</param>
/// <param name="Pairs">How often each comparison is made.</param>
/// <param name="WithStock">Whether the stock tools are measured, too; without them only our own times and memory are.</param>
/// <param name="Work">The folder to work in; <see langword="null"/>: the system's temporary folder.</param>
/// <param name="Keep">Whether that folder stays.</param>
internal sealed record RatioOptions(IReadOnlyList<long> Sizes, IReadOnlyList<ElementKind> Kinds, int Pairs, bool WithStock, string? Work, bool Keep);
