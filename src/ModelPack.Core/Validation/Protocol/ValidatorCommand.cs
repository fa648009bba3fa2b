using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation.Protocol;

/// <summary>One line on the validator's standard input: check this model.</summary>
internal sealed record ValidatorCommand
{
    public int Id { get; init; }

    public string Model { get; init; } = "";

    public bool Ort { get; init; }

    public string Library { get; init; } = "";

    /// <summary>Milliseconds per run.</summary>
    public int RunTimeout { get; init; }

    /// <summary>Bytes above what the process holds, and above twice the weights.</summary>
    public long MemoryLimit { get; init; }

    public long WeightBytes { get; init; }

    public IReadOnlyList<ModelValue>? Inputs { get; init; }

    public IReadOnlyList<ModelValue>? Outputs { get; init; }

    public IReadOnlyList<SampleSet> Samples { get; init; } = [];

    public double? Rtol { get; init; }

    public double? Atol { get; init; }
}
