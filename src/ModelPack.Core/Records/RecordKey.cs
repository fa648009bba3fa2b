using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Records;

/// <summary>A key that signs records or checks them: ECDSA on the curve P-256, in PEM.</summary>
public sealed class RecordKey : IDisposable
{
    private const int MaximumSize = 64 << 10;
    private const int PlainSize = 64;

    private readonly ECDsa _key;
    private readonly bool _private;

    private RecordKey(ECDsa key, bool isPrivate)
    {
        _key = key;
        _private = isPrivate;
        KeyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>The SHA-256 of the public key (SubjectPublicKeyInfo): 64 lower case hexadecimal digits.</summary>
    public string KeyId { get; }

    /// <summary>Makes a new key.</summary>
    public static RecordKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), isPrivate: true);

    /// <summary>Reads a key out of a file.</summary>
    /// <param name="path">A PEM file: <c>PRIVATE KEY</c>, <c>EC PRIVATE KEY</c>, <c>ENCRYPTED PRIVATE KEY</c> or <c>PUBLIC KEY</c>.</param>
    /// <param name="password">The password of an encrypted one.</param>
    /// <exception cref="ModelPackException">It cannot be used (MP5063).</exception>
    public static RecordKey Load(string path, string? password = null)
    {
        return FromPem(Text(path), path, password);
    }

    /// <summary>Reads a private key, to sign with.</summary>
    /// <param name="path">A PEM file.</param>
    /// <param name="password">The password of an encrypted one.</param>
    /// <exception cref="ModelPackException">It cannot be used, or is a public one (MP5063).</exception>
    public static RecordKey LoadPrivate(string path, string? password = null)
    {
        string pem = Text(path);
        RecordKey key = FromPem(pem, path, password);
        if (KeyText.IsPrivate(pem))
        {
            return key;
        }

        key.Dispose();
        throw KeyText.IsPublic(path);
    }

    /// <summary>Reads a public key, to check with.</summary>
    /// <param name="path">A PEM file.</param>
    /// <exception cref="ModelPackException">It cannot be used, or is a private one (MP5063).</exception>
    public static RecordKey LoadPublic(string path)
    {
        string pem = Text(path);
        return KeyText.IsPrivate(pem) ? throw KeyText.IsSecret(path) : FromPem(pem, path);
    }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">How messages name it.</param>
    /// <param name="password">The password of an encrypted one.</param>
    /// <exception cref="ModelPackException">It cannot be used (MP5063).</exception>
    public static RecordKey FromPem(string pem, string name, string? password = null)
    {
        ECDsa key = KeyText.Read(pem, name, password);
        return new RecordKey(key, KeyText.IsPrivate(pem));
    }

    /// <summary>How a key is shown: by the beginning of its id.</summary>
    /// <param name="keyId">The id.</param>
    public static string Short(string keyId) => keyId.Length > 12 ? keyId[..12] : keyId;

    /// <summary>The private key in PEM (PKCS #8).</summary>
    public string ExportPrivatePem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The public key in PEM.</summary>
    public string ExportPublicPem() => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>Signs a document as DSSE has it.</summary>
    /// <param name="payloadType">What it is.</param>
    /// <param name="payload">Its bytes.</param>
    /// <exception cref="ModelPackException">It is a public key (MP5063).</exception>
    public DsseSignature Sign(string payloadType, byte[] payload) => _private
        ? new DsseSignature
        {
            KeyId = KeyId,
            Sig = Convert.ToBase64String(_key.SignData(DsseEnvelope.PreAuthenticationEncoding(payloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        }
        : throw KeyText.IsPublic(Short(KeyId));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Whether a signature is this key's.</summary>
    /// <param name="encoded">What was signed, encoded.</param>
    /// <param name="signature">The signature; its key id is a hint that is not needed.</param>
    internal bool Verify(byte[] encoded, DsseSignature signature)
    {
        // Some tools leave the key id out or have another notion of it; some write the two numbers one after the other instead of DER.
        byte[] bytes = new byte[256];
        return signature.Sig.Length <= bytes.Length
            && Convert.TryFromBase64String(signature.Sig.Replace('-', '+').Replace('_', '/'), bytes, out int written)
            && (_key.VerifyData(encoded, bytes.AsSpan(0, written), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                || (written == PlainSize && _key.VerifyData(encoded, bytes.AsSpan(0, written), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));
    }

    private static string Text(string path)
    {
        try
        {
            if (File.Exists(path) && !RegularFiles.Is(Path.GetFullPath(path)))
            {
                throw KeyText.Bad(path, "is no file but a pipe or device", "Name a file");
            }

            return new FileInfo(path).Length > MaximumSize ? throw KeyText.Bad(path, "is too large for a key", "Name a PEM file") : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeyText.Bad(path, $"cannot be read: {exception.Message.TrimEnd('.')}", "Name a file that can be", exception);
        }
    }
}
