using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Validator;

/// <summary>Session options of a check.</summary>
internal static class SessionConfiguration
{
    public static IEnumerable<KeyValuePair<string, string>> For(ValidatorCommand command)
    {
        // By what the file is, not by its name.
        yield return new("session.load_model_format", command.Ort ? "ORT" : "ONNX");

        // Threads that wait need not spin: the build has other things to do. Results are the same.
        yield return new("session.intra_op.allow_spinning", "0");
        if (command.Samples.Count > 0)
        {
            // Golden outputs are compared under the options that services get: prepacking changes bits, and speed by up to 70 times.
            yield return new("session.prepack.enable_parallel", "1");
            yield break;
        }

        // A load and at most one run: weights stay mapped instead of being copied.
        yield return new("session.disable_prepacking", "1");
        if (command.Ort)
        {
            yield return new("session.use_memory_mapped_ort_model", "1");
            yield return new("session.use_ort_model_bytes_for_initializers", "1");
        }
    }
}
