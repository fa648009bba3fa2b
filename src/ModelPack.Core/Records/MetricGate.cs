namespace ModelPack.Core.Records;

/// <summary>A metric that must hold.</summary>
/// <param name="Name">The name.</param>
/// <param name="Dataset">The data set that it must be measured on; any where absent.</param>
/// <param name="Split">The split; any where absent.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
public sealed record MetricGate(string Name, string? Dataset, string? Split, double? Min, double? Max);
