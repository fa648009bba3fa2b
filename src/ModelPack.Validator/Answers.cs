using ModelPack.Core.Validation;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>The last line of a command.</summary>
internal static class Answers
{
    public static ValidatorEvent Done(string outcome, string? message = null) => new() { Event = ValidatorEvent.Done, Outcome = outcome, Message = message };

    public static ValidatorEvent Failed(ValidatorFailure failure) => new() { Event = ValidatorEvent.Failed, Failure = failure };

    /// <summary>The runtime answered a run with an error.</summary>
    public static ValidatorEvent RunFailed(OrtException exception, string? sample) => Failed(new ValidatorFailure
    {
        Kind = RuntimeErrorClassifier.IsOutOfMemory(exception.Message) ? ValidatorFailure.Memory : ValidatorFailure.Run,
        Sample = sample,
        RuntimeCode = exception.Code,
        Message = exception.Message,
    });

    public static ValidatorEvent TimedOut(string? sample) => Failed(new ValidatorFailure { Kind = ValidatorFailure.Timeout, Sample = sample });
}
