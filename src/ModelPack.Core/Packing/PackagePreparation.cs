using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packing;

/// <summary>The outcome of laying out a package.</summary>
/// <param name="Files">What goes into the package: full path and folder in the package.</param>
/// <param name="Timestamp">The Unix time in seconds of all entries.</param>
/// <param name="Problem">What is wrong; <see langword="null"/> on success.</param>
public sealed record PackagePreparation(IReadOnlyList<StagedFile> Files, long Timestamp, Problem? Problem);
