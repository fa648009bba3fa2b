using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;
using ModelPack.Core.Validation;

namespace ModelPack.Core.Projects;

/// <summary>Proves every model of a project in every runtime that it names, and writes the proofs into the manifest.</summary>
/// <param name="project">The project.</param>
/// <param name="state">What earlier builds left.</param>
/// <param name="collected">The project's files.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ModelProver(ModelProject project, BuildState state, CollectedFiles collected, ICollection<Problem> problems) : IDisposable
{
    private readonly ValidatorPool _validators = new(project, collected);

    /// <summary>Starts what will certainly be needed: where no proof was kept, a validator.</summary>
    public void Prepare()
    {
        if (project.Validate && !File.Exists(state.Proofs) && project.OnnxRuntimes.Count > 0 && collected.Models.Any(model => model.File.Pack && model.Format is ModelFormat.Onnx or ModelFormat.Ort))
        {
            _validators.Start(project.OnnxRuntimes[0]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _validators.Dispose();

    /// <summary>Proves the models.</summary>
    /// <returns>One line on what was proved now; <see langword="null"/> where nothing was.</returns>
    public string? Prove(IReadOnlyList<SampleGroup> samples, IReadOnlyDictionary<string, string> digests, ModelManifest manifest, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> providers;
        try
        {
            providers = ExecutionProviders.Parse(project.ExecutionProviders, project.ProjectFile);
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }

        ProofStore proofs = new(state.Proofs);
        ProofSummary summary = new(project);
        foreach (ModelEntry entry in manifest.Models)
        {
            ModelSource model = collected.Models.Single(source => source.File.TargetPath == entry.File);
            if (DotNetTypes.Check(entry, model) is { } beyond)
            {
                problems.Add(beyond);
            }

            if (model.Format is not (ModelFormat.Onnx or ModelFormat.Ort) || !project.Validate)
            {
                entry.Validations = [new ModelValidation
                {
                    Runtime = "", ExecutionProvider = "", Outcome = ModelValidationOutcomes.NotValidated,
                    Note = project.Validate ? $"The format {entry.Format} is not run." : "Validation is switched off (ModelPackValidate=false).",
                }];
                continue;
            }

            IReadOnlyList<SampleGroup> own = [.. samples.Where(sample => sample.Model == entry.File)];
            List<ModelValidation> validations = [];
            List<ModelValidation> made = [];
            foreach ((OnnxRuntimePackage runtime, string provider) in project.OnnxRuntimes.SelectMany(runtime => providers.Select(provider => (runtime, provider))))
            {
                string key = Key(model, own, digests, runtime, provider);
                Proof? proof = proofs.Get(key, () => _validators.Prove(runtime, provider, model, own, problems, cancellationToken), out bool isNew);
                if (proof is null)
                {
                    continue;
                }

                validations.Add(proof.Validation);
                AddInferred(entry, proof);
                if (isNew)
                {
                    made.Add(proof.Validation);
                }
            }

            summary.Add(entry, made, own.Count);
            entry.Validations = validations.Count > 0 ? validations : null;
        }

        proofs.Save();
        return summary.Text;
    }

    /// <summary>All that a proof depends on: the bytes of model, external data and samples, the runtime, the limits, and the program that checks.</summary>
    private string Key(ModelSource model, IReadOnlyList<SampleGroup> samples, IReadOnlyDictionary<string, string> digests, OnnxRuntimePackage runtime, string provider)
    {
        StringBuilder text = new();
        text.Append(typeof(ModelProver).Module.ModuleVersionId).Append('\n');
        text.Append(runtime.Version).Append('\n').Append(provider).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{project.ValidationTimeout.Ticks} {project.ValidationMemory}\n");
        text.Append(model.File.TargetPath).Append('\n').Append(digests[model.File.FullPath]).Append('\n');
        // What the graph names, whatever kind of file it is taken for.
        foreach (string location in model.Facts!.ExternalData.Select(data => data.Location).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(model.File.FullPath)!, location));
            text.Append(location).Append('\0').Append(digests.GetValueOrDefault(path)).Append('\n');
        }

        foreach (string library in project.CustomOps)
        {
            text.Append(library).Append('\0').Append(digests.GetValueOrDefault(library)).Append('\n');
        }

        foreach (string sample in samples.SelectMany(group => group.Files))
        {
            text.Append(Path.GetFileName(sample)).Append('\0').Append(digests[sample]).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void AddInferred(ModelEntry entry, Proof proof)
    {
        foreach (ModelValue value in entry.Signature is { } signature ? signature.Inputs.Concat(signature.Outputs) : [])
        {
            if (proof.Inferred?.TryGetValue(value.Name, out ModelType? inferred) == true)
            {
                value.Inferred = inferred;
            }
        }
    }
}
