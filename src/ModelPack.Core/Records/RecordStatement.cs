using System.Text.Json;

namespace ModelPack.Core.Records;

/// <summary>The in-toto statement (version 1) that signed records are.</summary>
internal static class RecordStatement
{
    /// <summary>The payload type of envelopes with statements.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string PredicateBase = "https://modelpack.net/";

    /// <summary>What a record knows only when it is published; a signature is made before.</summary>
    public static readonly string[] PlaceInHistory = ["sequence", "skipped", "previous", "envelope"];

    /// <summary>Writes a statement: the same record, the same bytes.</summary>
    public static byte[] Write(string predicateType, RecordSubject subject, byte[] predicate)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("_type", "https://in-toto.io/Statement/v1");
            writer.WriteStartArray("subject");
            writer.WriteStartObject();
            writer.WriteString("name", $"pkg:nuget/{Uri.EscapeDataString(subject.Id)}@{Uri.EscapeDataString(subject.Version)}");
            writer.WriteStartObject("digest");
            writer.WriteString("sha256", subject.Digest.StartsWith(ModelDigest.Prefix, StringComparison.Ordinal) ? subject.Digest[ModelDigest.Prefix.Length..] : subject.Digest);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("predicateType", $"{PredicateBase}{predicateType}/v1");
            writer.WritePropertyName("predicate");
            writer.WriteRawValue(predicate);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
