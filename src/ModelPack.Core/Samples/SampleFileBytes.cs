using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Samples;

/// <summary>Reads a sample's file whole; failures are the author's to mend.</summary>
internal static class SampleFileBytes
{
    public static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelPackException(
                new Problem(DiagnosticCodes.SampleUnreadable, $"The sample '{Path.GetFileName(file)}' cannot be read: {exception.Message} Mend or remove the file.", file),
                exception);
        }
    }
}
