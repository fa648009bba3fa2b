using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class DsseEnvelopeTests
{
    [Fact]
    public void TheEnvelopeOfTheSpecificationVerifies()
    {
        // protocol.md of the specification, "Test Vectors".
        using ECDsa key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Coordinate("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                Y = Coordinate("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
            },
        });
        using RecordKey record = RecordKey.FromPem(key.ExportSubjectPublicKeyInfoPem(), "vector");
        DsseEnvelope envelope = Read("""{"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":[{"sig":"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}""");

        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world"u8.ToArray(), DsseEnvelope.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8));
        Assert.Single(envelope.SignedBy([record]));
        envelope.PayloadType = "http://example.com/HelloMoon";
        Assert.Empty(envelope.SignedBy([record]));
    }

    [Fact]
    public void AnySignatureThatIsRightIsEnough()
    {
        using RecordKey alice = RecordKey.Create();
        using RecordKey bob = RecordKey.Create();
        using RecordKey carol = RecordKey.Create();
        DsseEnvelope envelope = DsseEnvelope.Sign("t", [1, 2, 3], alice);
        envelope.Signatures.Insert(0, new DsseSignature { KeyId = alice.KeyId, Sig = "!" });
        envelope.Signatures.Add(bob.Sign("t", [1, 2, 3]));
        envelope.Signatures.Add(carol.Sign("t", [1, 2, 4]));

        Assert.Equal([bob.KeyId, alice.KeyId], envelope.SignedBy([carol, bob, alice]).Select(key => key.KeyId));
    }

    [Fact]
    public void BothAlphabetsOfBase64AreRead()
    {
        using RecordKey key = RecordKey.Create();
        DsseEnvelope envelope = DsseEnvelope.Sign("t", [0xfb, 0xff, 0xfe, 1], key);
        envelope.Payload = envelope.Payload.Replace('+', '-').Replace('/', '_').TrimEnd('=');

        Assert.Single(envelope.SignedBy([key]));
        Assert.Equal([0xfb, 0xff, 0xfe, 1], envelope.Decode());
    }

    [Fact]
    public void OpenSslVerifiesWhatIsSigned()
    {
        using TempFolder folder = new("dsse");
        using RecordKey key = RecordKey.Create();
        AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "alice");
        DsseEnvelope envelope = DsseEnvelope.Sign(record.Statement(), key);
        folder.Write("public.pem", key.ExportPublicPem());
        folder.Write("signed", DsseEnvelope.PreAuthenticationEncoding(envelope.PayloadType, envelope.Decode()));
        folder.Write("signature", Convert.FromBase64String(envelope.Signatures[0].Sig));
        if (!TryOpenSsl(folder, out string output, "dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "signed"))
        {
            Assert.Skip("OpenSSL is not installed.");
        }

        Assert.Contains("Verified OK", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem")]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:secret", "-out", "key.pem")]
    public void KeysOfOpenSslAreRead(params string[] arguments)
    {
        using TempFolder folder = new("dsse");
        if (!TryOpenSsl(folder, out _, arguments))
        {
            Assert.Skip("OpenSSL is not installed.");
        }

        using RecordKey key = RecordKey.Load(folder["key.pem"], "secret");

        Assert.Single(DsseEnvelope.Sign("t", [1], key).SignedBy([key]));
        Assert.Matches("^[0-9a-f]{64}$", key.KeyId);
    }

    [Fact]
    public void TheKeyIdIsTheDigestOfThePublicKey()
    {
        using RecordKey key = RecordKey.Create();
        using ECDsa same = ECDsa.Create();
        same.ImportFromPem(key.ExportPublicPem());
        using RecordKey read = RecordKey.FromPem(key.ExportPublicPem(), "public");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(same.ExportSubjectPublicKeyInfo())), key.KeyId);
        Assert.Equal(key.KeyId, read.KeyId);
    }

    [Fact]
    public void KeysThatCannotBeUsedAreNamed()
    {
        using TempFolder folder = new("dsse");
        using RecordKey good = RecordKey.Create();
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        using ECDsa encrypted = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string secret = encrypted.ExportEncryptedPkcs8PrivateKeyPem("right", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        folder.Write("large.pem", new byte[1 << 20]);
        using RecordKey open = RecordKey.FromPem(good.ExportPublicPem(), "public");

        foreach (Action action in new Action[]
        {
            () => RecordKey.Load(folder["missing.pem"]),
            () => RecordKey.Load(folder["large.pem"]),
            () => RecordKey.FromPem("", "empty"),
            () => RecordKey.FromPem(other.ExportPkcs8PrivateKeyPem(), "p384"),
            () => RecordKey.FromPem(rsa.ExportPkcs8PrivateKeyPem(), "rsa"),
            () => RecordKey.FromPem(secret, "encrypted"),
            () => RecordKey.FromPem(secret, "encrypted", "wrong"),
            () => open.Sign("t", [1]),
        })
        {
            Assert.Equal(RecordDiagnosticCodes.BadKey, SampleRecords.Problem(action).Code);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payload":"aGVsbG8=","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"!","payloadType":"t","signatures":[{"sig":"AA=="}]}""")]
    [InlineData("""{"payload":"aGVsbG8=","payloadType":"t","signatures":[null]}""")]
    public void WhatIsNoEnvelopeIsRefused(string text) => Assert.Equal(RecordDiagnosticCodes.BadRecord, SampleRecords.Problem(() => Read(text)).Code);

    [Fact]
    public void AnEnvelopeCarriesExactlyItsRecordWhereverThatStandsInAHistory()
    {
        using RecordKey key = RecordKey.Create();
        AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "alice", "Production");
        DsseEnvelope envelope = Read(Encoding.UTF8.GetString(DsseEnvelope.Sign(record.Statement(), key).ToUtf8Bytes()));

        record.Sequence = 7;
        record.Previous = SampleRecords.Digest("x");
        Assert.True(envelope.Carries(record.Statement()));
        record.Stage = "Staging";
        Assert.False(envelope.Carries(record.Statement()));
    }

    private static DsseEnvelope Read(string text) => DsseEnvelope.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), "envelope");

    private static byte[] Coordinate(string number)
    {
        byte[] bytes = BigInteger.Parse(number, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static bool TryOpenSsl(TempFolder folder, out string output, params IEnumerable<string> arguments)
    {
        output = "";
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
