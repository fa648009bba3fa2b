using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Validator;

/// <summary>What is set on the session of a check.</summary>
/// <param name="command">The check.</param>
internal sealed class SessionConfiguration(ValidatorCommand command)
{
    /// <summary>Whether the graph is optimized: without, half-precision weights stay mapped, and constants are not computed.</summary>
    public bool Optimize => !command.LoadOnly;

    /// <summary>Libraries of custom operators.</summary>
    public IReadOnlyList<string> CustomOps => command.CustomOps;

    /// <summary>Named entries.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries
    {
        get
        {
            // By what the file is, not by its name.
            yield return new("session.load_model_format", command.Ort ? "ORT" : "ONNX");

            if (command.ExternalDataFolder is { } folder)
            {
                // Known from 1.23.2 on.
                yield return new("session.model_external_initializers_file_folder_path", folder);
            }

            // Threads that wait need not spin: the build has other things to do. Results are the same.
            yield return new("session.intra_op.allow_spinning", "0");
            if ((command.Samples.Count > 0 || command.Prepack) && !command.LoadOnly)
            {
                // Golden outputs are compared under the options that services get: prepacking changes bits, and speed, of weights of a few bits by up to 70 times.
                yield return new("session.prepack.enable_parallel", "1");
                yield break;
            }

            // A load and at most two runs: weights stay mapped instead of being copied.
            yield return new("session.disable_prepacking", "1");
            if (command.Ort)
            {
                yield return new("session.use_memory_mapped_ort_model", "1");
                yield return new("session.use_ort_model_bytes_for_initializers", "1");
            }
        }
    }
}
