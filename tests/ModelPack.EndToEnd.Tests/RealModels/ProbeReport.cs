using System.Text.Json;

namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>What the service printed about one package.</summary>
internal sealed record ProbeReport(
    string Id, string Version, string Digest, IReadOnlyList<string> Mismatches, IReadOnlyList<string> Files, int Tokenizers, string? Primary, IReadOnlyList<ProbedModel> Models)
{
    public static IReadOnlyList<ProbeReport> Parse(string output) => JsonSerializer.Deserialize<List<ProbeReport>>(output, JsonSerializerOptions.Web)!;
}
