using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;
using ModelPack.Core.Validation;

namespace ModelPack.Core.Projects;

/// <summary>Proves every model of a project in every runtime that it names, and writes the proofs into the manifest.</summary>
internal sealed class ModelProver(ModelProject project, BuildState state, ICollection<Problem> problems)
{
    /// <summary>Proves the models.</summary>
    /// <returns>One line on what was proved now; <see langword="null"/> where nothing was.</returns>
    public string? Prove(CollectedFiles collected, IReadOnlyList<SampleGroup> samples, IReadOnlyDictionary<string, string> digests, ModelManifest manifest, CancellationToken cancellationToken)
    {
        ProofStore proofs = new(state.Proofs);
        List<string> proved = [];
        int compared = 0;
        using ValidatorPool validators = new(project);
        foreach (ModelEntry entry in manifest.Models)
        {
            ModelSource model = collected.Models.Single(source => source.File.TargetPath == entry.File);
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
            int? reproduced = null;
            foreach (OnnxRuntimePackage runtime in project.OnnxRuntimes)
            {
                string key = Key(model, own, digests, collected, runtime);
                Proof? proof = proofs.Get(key, () => validators.Prove(runtime, model, own, problems, cancellationToken), out bool isNew);
                if (proof is null)
                {
                    continue;
                }

                validations.Add(proof.Validation);
                AddInferred(entry, proof);
                if (isNew && proof.Validation.Outcome != ModelValidationOutcomes.NotValidated)
                {
                    // Each runtime compares the same samples.
                    reproduced = Math.Max(reproduced ?? 0, proof.Validation.Samples ?? 0);
                }
            }

            if (reproduced is { } count)
            {
                proved.Add(entry.File);
                compared += count;
            }

            entry.Validations = validations.Count > 0 ? validations : null;
        }

        proofs.Save();
        return proved.Count == 0 ? null : Summary(proved, compared);
    }

    private string Summary(List<string> proved, int compared)
    {
        string runtimes = string.Join(" and ", project.OnnxRuntimes.Select(runtime => runtime.Version));
        string what = proved.Count == 1 ? proved[0] : $"{proved.Count} models";
        string how = compared == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {compared} golden {(compared == 1 ? "sample" : "samples")} reproduced");
        return $"{what} validated in ONNX Runtime {runtimes}{how}";
    }

    /// <summary>All that a proof depends on: the bytes of model, external data and samples, the runtime, the limits, and the program that checks.</summary>
    private string Key(ModelSource model, IReadOnlyList<SampleGroup> samples, IReadOnlyDictionary<string, string> digests, CollectedFiles collected, OnnxRuntimePackage runtime)
    {
        StringBuilder text = new();
        text.Append(typeof(ModelProver).Module.ModuleVersionId).Append('\n');
        text.Append(runtime.Version).Append('\n').Append(project.ExecutionProvider).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{project.ValidationTimeout.Ticks} {project.ValidationMemory}\n");
        text.Append(model.File.TargetPath).Append('\n').Append(digests[model.File.FullPath]).Append('\n');
        foreach (InputFile data in collected.Files.Where(file => file.IsExternalData))
        {
            text.Append(data.TargetPath).Append('\0').Append(digests[data.FullPath]).Append('\n');
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
