using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>One model to be checked in one ONNX Runtime.</summary>
public sealed record ValidationRequest
{
    /// <summary>The full path of the model.</summary>
    public required string ModelPath { get; init; }

    /// <summary>What messages call the model, e.g. its path in the project.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>Whether the file is in ONNX Runtime's own format (<c>.ort</c>), whatever its name.</summary>
    public bool IsOrt { get; init; }

    /// <summary>The bytes of weights, in the file and beside it; the memory limit is raised by twice as much.</summary>
    public long WeightBytes { get; init; }

    /// <summary>The inputs as declared in the file, in order, without those that have an initializer; <see langword="null"/> where they are not known.</summary>
    public IReadOnlyList<ModelValue>? Inputs { get; init; }

    /// <summary>The outputs as declared in the file, in order; <see langword="null"/> where they are not known.</summary>
    public IReadOnlyList<ModelValue>? Outputs { get; init; }

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

    /// <summary>The execution provider. Nothing but <c>Cpu</c> is run.</summary>
    public string ExecutionProvider { get; init; } = "Cpu";

    /// <summary>The relative tolerance of golden outputs, where a sample has none of its own.</summary>
    public double? Rtol { get; init; }

    /// <summary>The absolute tolerance of golden outputs, where a sample has none of its own.</summary>
    public double? Atol { get; init; }
}
