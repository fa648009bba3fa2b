using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

/// <summary>Each file that is no key for records is told what it is, and how the right one is made.</summary>
public sealed class KeyTextTests : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private readonly TempFolder _folder = new("keys");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void KeysAsOpensslWritesThemAreRead()
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
        string parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        Assert.Equal(id, Private(_key.ExportPkcs8PrivateKeyPem()));
        Assert.Equal(id, Private(_key.ExportECPrivateKeyPem()));
        Assert.Equal(id, Private(parameters + _key.ExportECPrivateKeyPem()));
        Assert.Equal(id, Private(_key.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption), "secret"));
        using RecordKey open = RecordKey.LoadPublic(_folder.Write("public.pem", _key.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(id, open.KeyId);
    }

    [Fact]
    public void AKeyWhoseCurveIsSpeltOutIsNoKeyOfAPolicy()
    {
        using ECDsa spelt = ECDsa.Create();
        spelt.ImportParameters(_key.ExportExplicitParameters(includePrivateParameters: true));

        Problem open = SampleRecords.Problem(() => RecordKey.LoadPublic(_folder.Write("public.pem", spelt.ExportSubjectPublicKeyInfoPem())));
        Problem secret = SampleRecords.Problem(() => RecordKey.LoadPrivate(_folder.Write("private.pem", spelt.ExportPkcs8PrivateKeyPem())));

        Assert.Equal((RecordDiagnosticCodes.BadKey, RecordDiagnosticCodes.BadKey), (open.Code, secret.Code));
        Assert.Contains("openssl ec -pubin -in public.pem -pubout -param_enc named_curve -out named.pem", open.Message, StringComparison.Ordinal);
        Assert.Contains("openssl ec -in private.pem -param_enc named_curve -out named.pem", secret.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyThatIsOfAnotherKindIsCalledByItsName()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);

        Refused(rsa.ExportPkcs8PrivateKeyPem(), "is an RSA key", "openssl ecparam -name prime256v1");
        Refused(rsa.ExportRSAPrivateKeyPem(), "is an RSA key", "openssl ecparam");
        Refused(rsa.ExportSubjectPublicKeyInfoPem(), "is an RSA key", "openssl ecparam");
        Refused(rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption), "is an RSA key", "openssl ecparam", "secret");
        Refused(other.ExportPkcs8PrivateKeyPem(), "is on another curve than P-256", "openssl ecparam");
        Refused("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "is a private key of SSH", "openssl ecparam");
        Refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is a certificate", "openssl x509 -in cert.pem -pubkey");
        Refused("ecdsa-sha2-nistp256 AAAA bob@host", "is a public key of SSH", "ssh-keygen -e -m PKCS8");
        Refused("hello", "is no key in PEM", "openssl ecparam");
        Refused(_key.ExportPkcs8PrivateKeyPem() + "\n" + _key.ExportPkcs8PrivateKeyPem(), "has several keys", "Keep one");
    }

    [Fact]
    public void AnEncryptedKeySaysWhereThePasswordGoes()
    {
        string pem = _key.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption);

        Refused(pem, "is encrypted, and no password is given", "MODELPACK_KEY_PASSWORD");
        Refused(pem, "the password in MODELPACK_KEY_PASSWORD does not open it", "Correct the password", "wrong");
        Refused("-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n", "is encrypted in OpenSSL's old form", "openssl pkcs8 -topk8 -in old.pem");
    }

    [Fact]
    public void APublicKeyDoesNotSign()
    {
        Problem problem = SampleRecords.Problem(() => RecordKey.LoadPrivate(_folder.Write("key.pem", _key.ExportSubjectPublicKeyInfoPem())));

        Assert.Equal(RecordDiagnosticCodes.BadKey, problem.Code);
        Assert.Contains("is a public key, which cannot sign. Name the private key that belongs to it.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APrivateKeyInThePlaceOfAPublicOneIsRefusedAndNeverShown()
    {
        string pem = _key.ExportPkcs8PrivateKeyPem();
        _folder.Write("alice.pem", pem);
        _folder.Write("locked.pem", _key.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption));
        foreach (string file in (string[])["alice.pem", "locked.pem"])
        {
            string policy = _folder.Write(ReleasePolicy.FileName, $$"""{ "stages": [ { "name": "A" } ], "approvers": [ { "name": "alice", "publicKeyFile": "{{file}}" } ] }""");

            Problem problem = SampleRecords.Problem(() => ReleasePolicy.Load(policy));

            Assert.Equal(RecordDiagnosticCodes.BadKey, problem.Code);
            Assert.Contains($"{file}' is a private key", problem.Message, StringComparison.Ordinal);
            Assert.Contains("openssl ec -in key.pem -pubout -out key.pub.pem", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(pem.Split('\n')[1], problem.Message, StringComparison.Ordinal);
        }
    }

    private string Private(string pem, string? password = null)
    {
        using RecordKey key = RecordKey.LoadPrivate(_folder.Write("key.pem", pem), password);
        _ = key.Sign("type", Encoding.UTF8.GetBytes("payload"));
        return key.KeyId;
    }

    private static void Refused(string pem, string reason, string cure, string? password = null)
    {
        Problem problem = SampleRecords.Problem(() => RecordKey.FromPem(pem, "key.pem", password));
        Assert.Equal(RecordDiagnosticCodes.BadKey, problem.Code);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Contains(cure, problem.Message, StringComparison.Ordinal);
    }
}
