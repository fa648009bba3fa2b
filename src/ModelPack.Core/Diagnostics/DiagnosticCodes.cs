namespace ModelPack.Core.Diagnostics;

/// <summary>
/// Every code of the author's side. MP1xxx inputs, MP2xxx validation, MP3xxx lineage, MP4xxx packing.
/// The README of ModelPack.Sdk has the cause and cure of each.
/// </summary>
public static partial class DiagnosticCodes
{
}
