namespace ModelPack.Benchmarks.Reports;

/// <summary>Something that is measured.</summary>
/// <param name="Id">Its name in result files.</param>
/// <param name="Title">Its name in tables.</param>
/// <param name="Against">What it is compared with; empty where it stands alone.</param>
/// <param name="Target">The largest ratio that is good, or the largest figure where there is nothing to compare with; <see langword="null"/> where none is set.</param>
/// <param name="IsBytes">Whether bytes are measured, not seconds.</param>
internal sealed record Scenario(string Id, string Title, string Against, double? Target, bool IsBytes = false);
