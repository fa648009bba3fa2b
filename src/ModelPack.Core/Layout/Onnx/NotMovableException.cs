namespace ModelPack.Core.Layout.Onnx;

/// <summary>A model whose tensors must stay where they are. Never leaves this folder's types.</summary>
/// <param name="message">Why; the end of a sentence about the file, without a full stop.</param>
internal sealed class NotMovableException(string message) : FormatException(message);
