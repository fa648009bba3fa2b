using ModelPack.Core.Projects;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>Files that are validated together: a file, a folder, a package, a model of a service.</summary>
/// <param name="Place">What messages call it: where the user knows it.</param>
/// <param name="Project">The files, and the limits.</param>
internal sealed record ValidationSubject(string Place, ModelProject Project)
{
    /// <summary>The package.</summary>
    public ModelManifest? Manifest { get; init; }

    /// <summary>The folder that the package's files were given back into; the user never saw it.</summary>
    public string? RestoredTo { get; init; }

    /// <summary>The validations that a package's manifest has, by model.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ModelValidation>>? Recorded => RestoredTo is null ? null
        : Manifest?.Models.ToDictionary(model => model.File, model => (IReadOnlyList<ModelValidation>)(model.Validations ?? []), StringComparer.Ordinal);
}
