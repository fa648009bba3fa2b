using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Limits;
using ModelPack.Validator.Runtime;

namespace ModelPack.Validator;

/// <summary>Checks one model after another: load, then golden samples or a synthesized input.</summary>
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
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.Problem, Code = problem.Code, Message = problem.Message, File = problem.File, Line = problem.Line });
        }
        catch (CustomOpsException exception)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.CustomOps, Message = exception.Message, File = exception.Library });
        }
        catch (OrtException exception)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.Load, RuntimeCode = exception.Code, Message = exception.Message });
        }
        catch (OutOfMemoryException exception)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.Memory, Message = exception.Message });
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.Library, Message = exception.Message });
        }

        events.Write(last with { Id = command.Id });
    }

    /// <summary>The runtime's environment is left to the end of the process: native threads may still use it.</summary>
    public void Dispose() => _api = null;

    private ValidatorEvent Check(OrtApi api, ValidatorCommand command)
    {
        using OrtSession session = OrtSession.Load(api, command.Model, new SessionConfiguration(command));
        IReadOnlyList<ModelValue> inputs = SignatureMerge.Merge(session.Inputs, command.Inputs);
        IReadOnlyList<ModelValue> outputs = SignatureMerge.Merge(session.Outputs, command.Outputs);
        events.Write(new ValidatorEvent { Event = ValidatorEvent.Loaded, Id = command.Id, Inputs = inputs, Outputs = outputs });
        LoadedModel model = new(session, command, inputs, outputs, events);
        return command.LoadOnly ? Answers.Done(ModelValidationOutcomes.Loads)
            : command.RecordTo is not null ? new SampleRecording(model).Run()
            : command.Samples.Count > 0 ? new SampleCheck(model).Run()
            : new SynthesizedCheck(model).Run();
    }
}
