using System.Text.Json;
using ModelPack.Core.Lineage.MLflow;
using ModelPack.Core.Lineage.Sqlite;
using ModelPack.Core.Validation.Protocol;
using ModelPack.Validator.Limits;

namespace ModelPack.Validator;

/// <summary>Reads a tracking database, which comes from others as models do.</summary>
internal static class StoreReading
{
    public static void Run(ValidatorCommand command, EventWriter events)
    {
        events.Write(new ValidatorEvent { Event = ValidatorEvent.Start, Id = command.Id });
        ValidatorEvent last;
        try
        {
            MemoryLimit.Set(command.MemoryLimit, 0);
            MLflowSnapshot snapshot = MLflowDatabaseReader.Read(command.TrackingStore!, new MLflowQuery(command.Run, command.Experiment, command.RegisteredModel));
            last = Answers.Done("", JsonSerializer.Serialize(snapshot, MLflowJsonContext.Default.MLflowSnapshot));
        }
        catch (MLflowNotFoundException exception)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = exception.IsModel ? ValidatorFailure.NoModel : ValidatorFailure.NoRun, Message = string.Join('\n', exception.Known) });
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            last = Answers.Failed(new ValidatorFailure { Kind = ValidatorFailure.Store, Message = exception.Message });
        }

        events.Write(last with { Id = command.Id });
    }
}
