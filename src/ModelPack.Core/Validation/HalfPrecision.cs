namespace ModelPack.Core.Validation;

/// <summary>
/// The processor computes in 32 bits: at load, and at the latest in a run, weights of 16 bits are copied to twice their size. Large models of that
/// kind are made for other hardware; without a golden sample they are loaded and not run.
/// </summary>
internal static class HalfPrecision
{
    private const long MaxBytes = 1L << 30;

    public static bool IsTooLargeToRun(ValidationRequest request) => request.Samples.Count == 0 && request.Facts?.HalfPrecisionBytes > MaxBytes;

    public static ValidationResult Judge(ValidationResult loaded)
    {
        if (loaded.Validation is { } validation)
        {
            validation.Note = "loaded without optimizations and not run: it has more than 1 GiB of float16 or bfloat16 weights and no golden sample";
        }

        return loaded;
    }
}
