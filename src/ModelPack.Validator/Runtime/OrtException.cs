namespace ModelPack.Validator.Runtime;

/// <summary>The runtime answered with an error.</summary>
/// <param name="code">Its <c>OrtErrorCode</c>.</param>
/// <param name="message">Its message.</param>
internal sealed class OrtException(int code, string message) : Exception(message)
{
    public int Code => code;
}
