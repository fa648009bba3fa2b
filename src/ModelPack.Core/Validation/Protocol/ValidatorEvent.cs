namespace ModelPack.Core.Validation.Protocol;

/// <summary>One line on the validator's standard output. The last one tells how far it came when the process dies.</summary>
internal sealed record ValidatorEvent
{
    /// <summary>The command was taken.</summary>
    public const string Start = "start";

    /// <summary>The model is loaded; with <see cref="Inputs"/> and <see cref="Outputs"/>.</summary>
    public const string Loaded = "loaded";

    /// <summary>A run ended well, or a synthesized one with <see cref="Message"/>.</summary>
    public const string Ran = "ran";

    /// <summary>All is done; with <see cref="Outcome"/>. The last line of a command.</summary>
    public const string Done = "done";

    /// <summary>It failed; with <see cref="Failure"/>. The last line of a command.</summary>
    public const string Failed = "failed";

    /// <summary>One of the constants above.</summary>
    public string Event { get; set; } = "";

    public int Id { get; set; }

    public IReadOnlyList<ModelValue>? Inputs { get; set; }

    public IReadOnlyList<ModelValue>? Outputs { get; set; }

    /// <summary>The sample that was run; absent for a synthesized input.</summary>
    public string? Sample { get; set; }

    /// <summary>What the runtime said, or why the model was not run.</summary>
    public string? Message { get; set; }

    /// <summary>One of <see cref="ModelValidationOutcomes"/>.</summary>
    public string? Outcome { get; set; }

    /// <summary>How the input was made: <c>sample</c> or <c>synthesized</c>; absent where nothing was run.</summary>
    public string? Input { get; set; }

    /// <summary>The number of samples that were compared.</summary>
    public int? Samples { get; set; }

    public double? LargestError { get; set; }

    public ValidatorFailure? Failure { get; set; }
}
