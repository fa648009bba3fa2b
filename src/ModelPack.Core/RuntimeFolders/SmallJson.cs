using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Tokenizers;

namespace ModelPack.Core.RuntimeFolders;

/// <summary>A configuration file as a document.</summary>
internal static class SmallJson
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file and uses it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="use">What to do with its outermost value.</param>
    /// <exception cref="ModelPackException">It is no JSON or too large (MP2115), or cannot be read.</exception>
    public static void Use(string path, Action<JsonElement> use)
    {
        ReadOnlyMemory<byte> json = TextFile.Read(path, DiagnosticCodes.JsonInvalid, "a configuration file", MaxBytes);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            use(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair in a text.
            throw JsonFile.Invalid(path, e);
        }
    }

    /// <summary>The text of a property; <see langword="null"/> where there is none.</summary>
    public static string? Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
