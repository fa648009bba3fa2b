using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Validation;

/// <summary>Names of ONNX Runtime's execution providers, as <c>ModelPackExecutionProviders</c> and the manifest write them.</summary>
public static class ExecutionProviders
{
    /// <summary>The processor: what a build validates on.</summary>
    public const string Cpu = "Cpu";

    /// <summary>All names, in their usual spelling.</summary>
    public static IReadOnlyList<string> Names => s_names;

    private static readonly string[] s_names =
    [
        Cpu, "Cuda", "TensorRT", "NvTensorRtRtx", "DirectML", "OpenVINO", "CoreML", "Qnn", "Rocm", "MIGraphX", "WebGpu", "WebNN", "VitisAI", "Xnnpack", "Nnapi", "Dnnl", "Cann", "Acl", "ArmNN", "Rknpu", "Azure",
    ];

    /// <summary>The names in their usual spelling, each once; a misspelt one must not pass for hardware that this machine lacks.</summary>
    /// <param name="names">The names, in any case; none means <see cref="Cpu"/>.</param>
    /// <param name="file">The file that has them, for the problem.</param>
    /// <exception cref="ModelPackException">One is no execution provider.</exception>
    public static IReadOnlyList<string> Parse(IEnumerable<string> names, string file)
    {
        List<string> parsed = [];
        foreach (string name in names.Select(name => name.Trim()).Where(name => name.Length > 0))
        {
            string known = Array.Find(s_names, candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ModelPackException(new Problem(
                DiagnosticCodes.BadMetadata, $"ModelPackExecutionProviders has '{name}', which is no execution provider. Use some of {string.Join(", ", s_names)}.", file));
            if (!parsed.Contains(known, StringComparer.Ordinal))
            {
                parsed.Add(known);
            }
        }

        return parsed.Count == 0 ? [Cpu] : parsed;
    }
}
