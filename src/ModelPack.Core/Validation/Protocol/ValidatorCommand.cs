using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation.Protocol;

/// <summary>One line on the validator's standard input: check this model, or read this tracking store.</summary>
internal sealed record ValidatorCommand
{
    public int Id { get; set; }

    public string Model { get; set; } = "";

    public bool Ort { get; set; }

    /// <summary>Where external data lies, if not beside the model.</summary>
    public string? ExternalDataFolder { get; set; }

    public string Library { get; set; } = "";

    /// <summary>Milliseconds per run.</summary>
    public int RunTimeout { get; set; }

    /// <summary>Bytes above what the process holds, and above twice the weights.</summary>
    public long MemoryLimit { get; set; }

    public long WeightBytes { get; set; }

    public IReadOnlyList<ModelValue>? Inputs { get; set; }

    public IReadOnlyList<ModelValue>? Outputs { get; set; }

    public IReadOnlyList<SampleSet> Samples { get; set; } = [];

    /// <summary>Libraries of custom operators.</summary>
    public IReadOnlyList<string> CustomOps { get; set; } = [];

    /// <summary>Whether the runtime brings weights into an order of its own, which copies them, even for a run or two.</summary>
    public bool Prepack { get; set; }

    /// <summary>Whether the model is loaded without optimizations and not run.</summary>
    public bool LoadOnly { get; set; }

    /// <summary>A folder to write the outputs of the samples to, instead of comparing them: a sample's number, and what <see cref="RecordedOutputs"/> says.</summary>
    public string? RecordTo { get; set; }

    /// <summary>A tracking database to read instead; the answer's <see cref="ValidatorEvent.Message"/> is what it says of a run, as JSON.</summary>
    public string? TrackingStore { get; set; }

    /// <summary>The wanted run of the tracking store; the newest where there is none.</summary>
    public string? Run { get; set; }

    public string? Experiment { get; set; }

    public string? RegisteredModel { get; set; }

    public double? Rtol { get; set; }

    public double? Atol { get; set; }
}
