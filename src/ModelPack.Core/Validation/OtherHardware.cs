using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Validation;

/// <summary>What a load on the processor says of a model that is for other hardware: its structure, not whether it runs there.</summary>
internal static class OtherHardware
{
    /// <summary>Makes the record, or passes on an error of structure.</summary>
    public static ValidationResult Judge(ValidationRequest request, ValidationResult loaded)
    {
        bool foreign = loaded.Problems.Any(problem => problem.Code is DiagnosticCodes.NoKernel or DiagnosticCodes.CompiledForOtherHardware);
        if (loaded.Validation is null && !foreign)
        {
            return loaded;
        }

        ModelValidation validation = new()
        {
            Runtime = request.Runtime,
            ExecutionProvider = request.ExecutionProvider,
            Outcome = ModelValidationOutcomes.NotValidated,
            Note = $"not validated here: {request.ExecutionProvider} is not run by the build; the structure was checked"
                + (foreign ? ", and the processor lacks what the model needs" : ""),
        };
        return new ValidationResult(validation, loaded.InferredTypes, []);
    }
}
