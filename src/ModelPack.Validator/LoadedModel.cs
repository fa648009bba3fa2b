using ModelPack.Core.Samples;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>A model that is loaded, and what was asked about it.</summary>
/// <param name="Session">The model.</param>
/// <param name="Command">What was asked.</param>
/// <param name="Inputs">Its inputs, by file and runtime.</param>
/// <param name="Outputs">Its outputs, by file and runtime.</param>
/// <param name="Events">Where progress is told.</param>
internal sealed record LoadedModel(OrtSession Session, ValidatorCommand Command, IReadOnlyList<ModelValue> Inputs, IReadOnlyList<ModelValue> Outputs, EventWriter Events)
{
    /// <summary>The time limit of each run.</summary>
    public TimeSpan Limit => TimeSpan.FromMilliseconds(Command.RunTimeout);

    /// <summary>How far outputs may be off, where a sample says nothing.</summary>
    public Tolerance Tolerance => new(Command.Rtol ?? Tolerance.Default.Relative, Command.Atol ?? Tolerance.Default.Absolute);

    /// <summary>Says that a run ended.</summary>
    public void Ran(string? sample, string? message = null) => Events.Write(new ValidatorEvent { Event = ValidatorEvent.Ran, Id = Command.Id, Sample = sample, Message = message });
}
