using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>
/// A signed document: an envelope of the DSSE specification (secure-systems-lab/dsse, version 1.0.2). Signatures are of the pre-authentication encoding, which
/// has the type in it, so that nothing signed can be taken for something else.
/// </summary>
public sealed class DsseEnvelope
{
    /// <summary>What <see cref="Payload"/> is.</summary>
    public string PayloadType { get; set; } = "";

    /// <summary>What is signed, in base 64.</summary>
    public string Payload { get; set; } = "";

    /// <summary>The signatures, at least one.</summary>
    public List<DsseSignature> Signatures { get; set; } = [];

    /// <summary>Signs a document.</summary>
    /// <param name="payloadType">What it is.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="key">The key.</param>
    public static DsseEnvelope Sign(string payloadType, byte[] payload, RecordKey key) =>
        new() { PayloadType = payloadType, Payload = Convert.ToBase64String(payload), Signatures = [key.Sign(payloadType, payload)] };

    /// <summary>Signs what a record says.</summary>
    /// <param name="statement">The record's statement.</param>
    /// <param name="key">The key.</param>
    public static DsseEnvelope Sign(byte[] statement, RecordKey key) => Sign(RecordStatement.PayloadType, statement, key);

    /// <summary>Reads an envelope.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">How messages name it.</param>
    /// <exception cref="ModelPackException">It is none (MP5060).</exception>
    public static DsseEnvelope Load(Stream stream, string name)
    {
        DsseEnvelope envelope = RecordJson.Read(stream, name, RecordJsonContext.Default.DsseEnvelope);
        return envelope.Signatures.Count == 0 || envelope.Signatures.Contains(null!) || envelope.TryPayload() is null
            ? throw RecordProblems.BadRecord(name, "is no signed envelope: it has no signature, or its payload is not base 64. Sign the record again.")
            : envelope;
    }

    /// <summary>What the signatures are of: <c>DSSEv1</c>, and type and payload, each with its length before it.</summary>
    /// <param name="payloadType">The type.</param>
    /// <param name="payload">The payload.</param>
    public static byte[] PreAuthenticationEncoding(string payloadType, ReadOnlySpan<byte> payload)
    {
        int typeLength = Encoding.UTF8.GetByteCount(payloadType);
        return [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {typeLength} {payloadType} {payload.Length} ")), .. payload];
    }

    /// <summary>The payload's bytes.</summary>
    /// <exception cref="FormatException">They are not base 64; a loaded envelope's are.</exception>
    public byte[] Decode() => TryPayload() ?? throw new FormatException("The payload is not base 64.");

    /// <summary>Whether it carries exactly what a record says.</summary>
    /// <param name="statement">The record's statement.</param>
    public bool Carries(byte[] statement) => PayloadType == RecordStatement.PayloadType && TryPayload() is { } payload && payload.AsSpan().SequenceEqual(statement);

    /// <summary>The keys among some that have signed it; one signature that is right is enough for a key.</summary>
    /// <param name="keys">The keys.</param>
    public IReadOnlyList<RecordKey> SignedBy(IEnumerable<RecordKey> keys) => TryPayload() is { } payload ? SignedBy(PayloadType, payload, Signatures, keys) : [];

    /// <summary>The file.</summary>
    public byte[] ToUtf8Bytes() => RecordJson.Write(this, RecordJsonContext.Default.DsseEnvelope);

    internal static IReadOnlyList<RecordKey> SignedBy(string payloadType, byte[] payload, IReadOnlyList<DsseSignature>? signatures, IEnumerable<RecordKey> keys)
    {
        byte[] encoded = PreAuthenticationEncoding(payloadType, payload);
        return [.. keys.Where(key => signatures?.Any(signature => key.Verify(encoded, signature)) == true)];
    }

    private byte[]? TryPayload()
    {
        // The specification allows both alphabets.
        string standard = Payload.Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[((standard.Length + 3) / 4 * 3) + 3];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), bytes, out int written) ? bytes[..written] : null;
    }
}
