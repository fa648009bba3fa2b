using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Limits;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>Checks one model after another: load, then golden samples or one synthesized input.</summary>
/// <param name="events">Where the answers go.</param>
internal sealed class ModelCheck(EventWriter events) : IDisposable
{
    private OrtApi? _api;

    public void Run(ValidatorCommand command)
    {
        events.Write(new ValidatorEvent { Event = ValidatorEvent.Start, Id = command.Id });
        ValidatorEvent last;
        try
        {
            _api ??= OrtApi.Load(command.Library);
            MemoryLimit.Set(command.MemoryLimit, command.WeightBytes);
            last = Check(_api, command);
        }
        catch (ModelPackException exception)
        {
            Problem problem = exception.Problem;
            last = Failed(new ValidatorFailure { Kind = ValidatorFailure.Problem, Code = problem.Code, Message = problem.Message, File = problem.File, Line = problem.Line });
        }
        catch (OrtException exception)
        {
            last = Failed(new ValidatorFailure { Kind = ValidatorFailure.Load, RuntimeCode = exception.Code, Message = exception.Message });
        }
        catch (OutOfMemoryException exception)
        {
            last = Failed(new ValidatorFailure { Kind = ValidatorFailure.Memory, Message = exception.Message });
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            last = Failed(new ValidatorFailure { Kind = ValidatorFailure.Library, Message = exception.Message });
        }

        events.Write(last with { Id = command.Id });
    }

    /// <summary>The runtime's environment is left to the end of the process: native threads may still use it.</summary>
    public void Dispose() => _api = null;

    private ValidatorEvent Check(OrtApi api, ValidatorCommand command)
    {
        using OrtSession session = OrtSession.Load(api, command.Model, SessionConfiguration.For(command));
        IReadOnlyList<ModelValue> inputs = SignatureMerge.Merge(session.Inputs, command.Inputs);
        IReadOnlyList<ModelValue> outputs = SignatureMerge.Merge(session.Outputs, command.Outputs);
        events.Write(new ValidatorEvent { Event = ValidatorEvent.Loaded, Id = command.Id, Inputs = inputs, Outputs = outputs });
        return command.Samples.Count > 0 ? RunSamples(session, command, inputs, outputs) : RunSynthesized(session, command, inputs);
    }

    private ValidatorEvent RunSynthesized(OrtSession session, ValidatorCommand command, IReadOnlyList<ModelValue> inputs)
    {
        string? note;
        try
        {
            if (InputSynthesizer.Create(inputs, out note) is { } made)
            {
                session.RunOnly(made, TimeSpan.FromMilliseconds(command.RunTimeout));
                events.Write(new ValidatorEvent { Event = ValidatorEvent.Ran, Id = command.Id });
                return Done(ModelValidationOutcomes.Runs);
            }
        }
        catch (OrtException exception) when (!RuntimeErrorClassifier.IsOutOfMemory(exception.Message))
        {
            // A model may depend on its data: zeros need not be a valid input.
            note = $"a run on a synthesized input was answered with an error: {exception.Message}";
            events.Write(new ValidatorEvent { Event = ValidatorEvent.Ran, Id = command.Id, Message = exception.Message });
        }
        catch (OrtException exception)
        {
            return Failed(new ValidatorFailure { Kind = ValidatorFailure.Memory, Message = exception.Message });
        }
        catch (NotSupportedException exception)
        {
            note = $"the run was not tried: it needs {exception.Message}, which this version does not handle";
        }
        catch (RunTimedOutException)
        {
            return Failed(new ValidatorFailure { Kind = ValidatorFailure.Timeout });
        }

        return Done(ModelValidationOutcomes.Loads) with { Message = note };
    }

    private ValidatorEvent RunSamples(OrtSession session, ValidatorCommand command, IReadOnlyList<ModelValue> inputs, IReadOnlyList<ModelValue> outputs)
    {
        Tolerance tolerance = new(command.Rtol ?? Tolerance.Default.Relative, command.Atol ?? Tolerance.Default.Absolute);
        int compared = 0;
        double largest = 0;
        string? note = null;
        foreach (SampleSet sample in command.Samples)
        {
            try
            {
                LoadedSample loaded = SampleLoader.Load(sample, inputs, outputs, tolerance);
                ValueComparer comparer = new(loaded.Tolerance);
                Dictionary<string, SampleValue> given = session.Run(loaded.Inputs, [.. loaded.Outputs.Keys], TimeSpan.FromMilliseconds(command.RunTimeout));
                foreach ((string name, SampleValue expected) in loaded.Outputs)
                {
                    if (comparer.Compare(given[name], expected) is { } mismatch)
                    {
                        return Failed(Differs(sample, outputs, name, mismatch));
                    }
                }

                compared++;
                largest = Math.Max(largest, comparer.LargestError);
            }
            catch (OrtException exception)
            {
                return Failed(new ValidatorFailure { Kind = ValidatorFailure.Run, Sample = sample.Name, RuntimeCode = exception.Code, Message = exception.Message });
            }
            catch (NotSupportedException exception)
            {
                note ??= $"the sample '{sample.Name}' was not run: it needs {exception.Message}, which this version does not handle";
            }
            catch (RunTimedOutException)
            {
                return Failed(new ValidatorFailure { Kind = ValidatorFailure.Timeout, Sample = sample.Name });
            }

            events.Write(new ValidatorEvent { Event = ValidatorEvent.Ran, Id = command.Id, Sample = sample.Name });
        }

        return compared == 0
            ? Done(ModelValidationOutcomes.Loads) with { Message = note }
            : Done(ModelValidationOutcomes.Matches) with { Samples = compared, LargestError = ValueComparer.RoundError(largest), Message = note };
    }

    private static ValidatorFailure Differs(SampleSet sample, IReadOnlyList<ModelValue> outputs, string output, ValueMismatch mismatch) => new()
    {
        Kind = ValidatorFailure.Problem,
        Code = mismatch.ValuesDiffer ? DiagnosticCodes.OutputValueDiffers : DiagnosticCodes.OutputShapeDiffers,
        Message = $"Sample '{sample.Name}': output '{output}' {(mismatch.ValuesDiffer ? "is not the golden one " : "")}{mismatch.What}. "
            + "Mend the model or the golden output; a 'tolerance' in a JSON sample allows more.",
        File = sample.Outputs.FirstOrDefault(file => outputs[file.Index].Name == output)?.Path ?? sample.File,
    };

    private static ValidatorEvent Done(string outcome) => new() { Event = ValidatorEvent.Done, Outcome = outcome };

    private static ValidatorEvent Failed(ValidatorFailure failure) => new() { Event = ValidatorEvent.Failed, Failure = failure };
}
