using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Validation;

/// <summary>Validates a large model with its tensors outside of the graph, as services will get it; see <see cref="ValidationGraph"/>.</summary>
internal static class SplitValidation
{
    /// <summary>Validates a model. One whose tensors cannot lie outside of the graph is validated as it is.</summary>
    /// <param name="validator">Where.</param>
    /// <param name="request">The model as it is, for a runtime that <see cref="RuntimeVersions.FindsExternalDataElsewhere"/>.</param>
    /// <param name="stateFolder">A folder to write to.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static ValidationResult Run(ModelValidator validator, ValidationRequest request, string stateFolder, CancellationToken cancellationToken)
    {
        string folder = WorkFolders.Make(stateFolder, "validation");
        try
        {
            if (ValidationGraph.WriteTo(OnnxTensorMap.Read(request.ModelPath), folder) is not { } graph)
            {
                return validator.Validate(request, cancellationToken);
            }

            ValidationResult split = validator.Validate(
                request with { GraphPath = graph, ExternalDataFolder = Path.GetDirectoryName(request.ModelPath) }, cancellationToken);
            return split.Problems is [{ Code: DiagnosticCodes.ModelDoesNotLoad } problem] && Loads(validator.Validate(request, cancellationToken))
                ? ValidationAttempt.Failure(ValidationProblems.LoadsOnlyWhole(request, problem))
                : split;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The runtime tells types as soon as a model is loaded, whatever comes after.</summary>
    private static bool Loads(ValidationResult result) => result.InferredTypes.Count > 0;
}
