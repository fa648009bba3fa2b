using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>One model to be checked in one ONNX Runtime.</summary>
public sealed record ValidationRequest
{
    /// <summary>The full path of the model.</summary>
    public required string ModelPath { get; init; }

    /// <summary>
    /// The full path of a graph that is opened in place of the model: the same but for the places of its tensors, which lie in
    /// <see cref="ExternalDataFolder"/>. Messages speak of the model all the same. See <see cref="Layout.Onnx.ValidationGraph"/>.
    /// </summary>
    public string? GraphPath { get; init; }

    /// <summary>The full path of the folder in which the runtime looks for external data, where it is not the opened file's own. Only for runtimes that <see cref="RuntimeVersions.FindsExternalDataElsewhere"/> names.</summary>
    public string? ExternalDataFolder { get; init; }

    /// <summary>What messages call the model, e.g. its path in the project.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>What the file is: <see cref="ModelFormat.Onnx"/> or <see cref="ModelFormat.Ort"/>, whatever its name.</summary>
    public ModelFormat Format { get; init; } = ModelFormat.Onnx;

    /// <summary>What the file says about itself; <see langword="null"/> where it is not known: the runtime's word is then taken.</summary>
    public OnnxModelFacts? Facts { get; init; }

    /// <summary>The bytes of weights, in the file and beside it; the memory limit is raised by twice as much.</summary>
    public long WeightBytes { get; init; }

    /// <summary>Golden samples. Without any, the model is run once on a synthesized input.</summary>
    public IReadOnlyList<SampleSet> Samples { get; init; } = [];

    /// <summary>The time limit of the load, and of each run.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The memory limit in bytes, above what the process holds before the load and twice the weights.</summary>
    public long MemoryLimitBytes { get; init; } = 8L << 30;

    /// <summary>The version of ONNX Runtime, for messages and the manifest.</summary>
    public required string Runtime { get; init; }

    /// <summary>The full path of ONNX Runtime's library for this machine; see <see cref="RuntimeLibrary"/>.</summary>
    public required string NativeLibrary { get; init; }

    /// <summary>The execution provider. On others than <c>Cpu</c> the structure is checked, and nothing is run.</summary>
    public string ExecutionProvider { get; init; } = ExecutionProviders.Cpu;

    /// <summary>Full paths of libraries with custom operators.</summary>
    public IReadOnlyList<string> CustomOps { get; init; } = [];

    /// <summary>Whether the model is loaded without optimizations, and not run.</summary>
    public bool LoadOnly { get; init; }

    /// <summary>A folder for the outputs of the samples, which are then recorded instead of compared; see <see cref="RecordedOutputs"/>.</summary>
    internal string? RecordTo { get; init; }

    /// <summary>The relative tolerance of golden outputs, where a sample has none of its own.</summary>
    public double? Rtol { get; init; }

    /// <summary>The absolute tolerance of golden outputs, where a sample has none of its own.</summary>
    public double? Atol { get; init; }
}
