using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>Reads keys in PEM, and says of what is no key that can be used what it is, and how the right one is made. It never shows what is in a key.</summary>
internal static class KeyText
{
    private const string Curve = "1.2.840.10045.3.1.7";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const string MakeOne = "Make one with 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem'";

    /// <summary>Whether a text holds a private key, of any kind.</summary>
    public static bool IsPrivate(string pem) => pem.Contains("PRIVATE KEY", StringComparison.Ordinal);

    /// <summary>Reads a key.</summary>
    /// <exception cref="ModelPackException">It cannot be used (MP5063).</exception>
    public static ECDsa Read(string pem, string name, string? password)
    {
        RequireKnown(pem, name, password);
        ECDsa key = ECDsa.Create();
        try
        {
            if (pem.Contains(EncryptedLabel, StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(pem, password);
            }
            else
            {
                key.ImportFromPem(pem);
            }

            ECCurve parameters = key.ExportParameters(includePrivateParameters: false).Curve;
            if (!parameters.IsNamed)
            {
                throw Bad(name, "spells its curve out instead of naming it", $"Write it with the curve's name: 'openssl ec {(IsPrivate(pem) ? "" : "-pubin ")}-in {Path.GetFileName(name)} {(IsPrivate(pem) ? "" : "-pubout ")}-param_enc named_curve -out named.pem'");
            }

            Oid curve = parameters.Oid;
            ECDsa result = curve.Value == Curve ? key : throw Bad(name, $"is on another curve than P-256 ({curve.FriendlyName ?? curve.Value ?? "one without a name"})", MakeOne);
            key = null!;
            return result;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw IsRsa(pem, password) ? Rsa(name)
                : pem.Contains(EncryptedLabel, StringComparison.Ordinal) ? Bad(name, "is encrypted, and the password in MODELPACK_KEY_PASSWORD does not open it, or it is no ECDSA key", "Correct the password", exception)
                : Bad(name, "is damaged, or of another kind than ECDSA on the curve P-256", MakeOne, exception);
        }
        finally
        {
            key?.Dispose();
        }
    }

    /// <summary>What is wrong with a key.</summary>
    public static ModelPackException Bad(string name, string rest, string cure, Exception? inner = null) =>
        RecordProblems.Fail(RecordDiagnosticCodes.BadKey, $"The key '{name}' {rest}. {cure}.", inner);

    /// <summary>A public key was given where a private one signs.</summary>
    public static ModelPackException IsPublic(string name) =>
        Bad(name, "is a public key, which cannot sign", $"Name the private key that belongs to it. {MakeOne}, if there is none");

    /// <summary>A private key stands where a public one belongs.</summary>
    public static ModelPackException IsSecret(string name) => Bad(
        name,
        "is a private key, and a policy takes public ones: who can read it can sign as its owner",
        "Write the public key with 'openssl ec -in key.pem -pubout -out key.pub.pem', name that file, and take the private key out of the repository; if others could read it, make a new one");

    private static void RequireKnown(string pem, string name, string? password)
    {
        (string Label, string Kind, string Cure)[] others =
        [
            ("OPENSSH PRIVATE KEY", "is a private key of SSH", MakeOne),
            ("ssh-", "is a public key of SSH", "Write the public key of an ECDSA key with 'openssl ec -in key.pem -pubout -out key.pub.pem'"),
            ("ecdsa-sha2-", "is a public key of SSH", "Write it in PEM with 'ssh-keygen -e -m PKCS8 -f key.pub'"),
            ("BEGIN CERTIFICATE", "is a certificate", "Write its public key with 'openssl x509 -in cert.pem -pubkey -noout -out key.pub.pem'"),
            ("BEGIN PGP", "is a key of PGP", MakeOne),
        ];
        foreach ((string label, string kind, string cure) in others)
        {
            if (label.EndsWith('-') ? pem.StartsWith(label, StringComparison.Ordinal) : pem.Contains(label, StringComparison.Ordinal))
            {
                throw Bad(name, kind, cure);
            }
        }

        if (pem.Contains("RSA P", StringComparison.Ordinal))
        {
            throw Rsa(name);
        }

        if (pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw Bad(name, "is encrypted in OpenSSL's old form", "Bring it into the new one with 'openssl pkcs8 -topk8 -in old.pem -out key.pem', and put the password into MODELPACK_KEY_PASSWORD");
        }

        if (!pem.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            throw Bad(name, "is no key in PEM: it has no line '-----BEGIN …'", MakeOne);
        }

        if (pem.Contains(EncryptedLabel, StringComparison.Ordinal) && password is null)
        {
            throw Bad(name, "is encrypted, and no password is given", "Put the password into the environment variable MODELPACK_KEY_PASSWORD");
        }

        if (pem.Split("-----BEGIN ").Skip(1).Count(part => !part.StartsWith("EC PARAMETERS", StringComparison.Ordinal)) > 1)
        {
            throw Bad(name, "has several keys", "Keep one");
        }
    }

    private static ModelPackException Rsa(string name) => Bad(name, "is an RSA key; records are signed with ECDSA on the curve P-256", MakeOne);

    private static bool IsRsa(string pem, string? password)
    {
        using RSA key = RSA.Create();
        try
        {
            if (pem.Contains(EncryptedLabel, StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(pem, password);
            }
            else
            {
                key.ImportFromPem(pem);
            }

            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Neither.
            return false;
        }
    }
}
