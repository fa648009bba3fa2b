using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>Runs a model that has no sample on an input made from its signature, twice.</summary>
/// <param name="model">The model.</param>
internal sealed class SynthesizedCheck(LoadedModel model)
{
    /// <summary>Outputs of more bytes than this are not kept to be compared with a second run.</summary>
    private const long MaxKept = 256L << 20;

    public ValidatorEvent Run()
    {
        string? note;
        try
        {
            if (InputSynthesizer.Create(model.Inputs, out note) is { } made)
            {
                return Answers.Done(ModelValidationOutcomes.Runs, RunTwice(made)) with { Input = "synthesized" };
            }
        }
        catch (OrtException exception) when (!RuntimeErrorClassifier.IsOutOfMemory(exception.Message))
        {
            // A model may depend on its data: zeros need not be a valid input.
            note = $"a run on a synthesized input was answered with an error: {exception.Message}";
            model.Ran(null, exception.Message);
        }
        catch (OrtException exception)
        {
            return Answers.RunFailed(exception, null);
        }
        catch (NotSupportedException exception)
        {
            note = $"the run was not tried: it needs {exception.Message}";
        }
        catch (RunTimedOutException)
        {
            return Answers.TimedOut(null);
        }

        return Answers.Done(ModelValidationOutcomes.Loads, note);
    }

    /// <summary>What there is to say about two runs.</summary>
    private string? RunTwice(Dictionary<string, SampleValue> input)
    {
        Dictionary<string, SampleValue>? first = model.Session.TryRun(input, model.Limit, MaxKept);
        model.Ran(null);
        if (first is null || model.Session.TryRun(input, model.Limit, MaxKept) is not { } second)
        {
            return null;
        }

        Determinism determinism = new();
        determinism.Compare(model.Tolerance, first, second);
        return determinism.Note;
    }
}
