using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Records;

/// <summary>A key that signs records or checks them: ECDSA on the curve P-256, in PEM.</summary>
public sealed class RecordKey : IDisposable
{
    private const int MaximumSize = 64 << 10;
    private const int PlainSize = 64;
    private const string Curve = "1.2.840.10045.3.1.7";

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
        string pem;
        try
        {
            if (File.Exists(path) && !RegularFiles.Is(Path.GetFullPath(path)))
            {
                throw Bad(path, "is no file but a pipe or device");
            }

            if (new FileInfo(path).Length > MaximumSize)
            {
                throw Bad(path, "is too large for a key");
            }

            pem = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, $"cannot be read: {exception.Message}", exception);
        }

        return FromPem(pem, path, password);
    }

    /// <summary>Reads a key.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">How messages name it.</param>
    /// <param name="password">The password of an encrypted one.</param>
    /// <exception cref="ModelPackException">It cannot be used (MP5063).</exception>
    public static RecordKey FromPem(string pem, string name, string? password = null)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            if (pem.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(pem, password ?? throw Bad(name, "is encrypted, and no password is given (MODELPACK_KEY_PASSWORD)"));
            }
            else
            {
                key.ImportFromPem(pem);
            }

            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != Curve)
            {
                throw Bad(name, "is not on the curve P-256");
            }

            RecordKey result = new(key, pem.Contains("PRIVATE KEY", StringComparison.Ordinal));
            return result;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw Bad(name, $"is no ECDSA key in PEM: {exception.Message}", exception);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

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
        : throw Bad(KeyId, "is a public key, which cannot sign");

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

    private static ModelPackException Bad(string name, string rest, Exception? inner = null) => RecordProblems.Fail(
        RecordDiagnosticCodes.BadKey, $"The key '{name}' {rest}. Make one with 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem'.", inner);
}
