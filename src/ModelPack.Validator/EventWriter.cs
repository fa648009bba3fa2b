using System.Text.Json;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Validator;

/// <summary>Writes events, one a line, at once.</summary>
/// <param name="output">The real standard output.</param>
internal sealed class EventWriter(Stream output) : IDisposable
{
    public void Write(ValidatorEvent item)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(item, ValidatorJsonContext.Default.ValidatorEvent);
        output.Write([.. line, (byte)'\n']);
        output.Flush();
    }

    public void Dispose() => output.Dispose();
}
