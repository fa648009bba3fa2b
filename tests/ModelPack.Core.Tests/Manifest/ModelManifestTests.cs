using System.Text;

namespace ModelPack.Core.Tests.Manifest;

public sealed class ModelManifestTests
{
    [Fact]
    public void UnknownFieldsSurviveARoundTrip()
    {
        const string Json = """{ "id": "A", "version": "1.0.0", "digest": "d", "files": [ { "path": "a", "role": "weights", "size": 1, "sha256": "x", "materialize": true, "later": [1] } ], "models": [], "future": { "x": 1 } }""";

        ModelManifest manifest = ModelManifest.Load(new MemoryStream(Encoding.UTF8.GetBytes(Json)), "m");
        string written = Encoding.UTF8.GetString(manifest.ToUtf8Bytes());

        Assert.Contains("\"future\"", written, StringComparison.Ordinal);
        Assert.Contains("\"later\"", written, StringComparison.Ordinal);
        Assert.Equal(written, Encoding.UTF8.GetString(ModelManifest.Load(new MemoryStream(Encoding.UTF8.GetBytes(written)), "m").ToUtf8Bytes()));
    }

    [Fact]
    public void DigestIsThatOfSha256sumOverThePaths()
    {
        ModelFile a = new() { Path = "a", Sha256 = new string('1', 64) };
        ModelFile b = new() { Path = "B", Sha256 = new string('2', 64) };

        string digest = ModelDigest.Compute([a, b]);

        string lines = $"{b.Sha256}  B\n{a.Sha256}  a\n";
        Assert.Equal("sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(lines))), digest);
        Assert.Equal(digest, ModelDigest.Compute([b, a]));
    }

    [Fact]
    public void ANewerSchemaVersionIsRefused()
    {
        using MemoryStream stream = new("""{ "schemaVersion": 2, "id": "A" }"""u8.ToArray());

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => ModelManifest.Load(stream, "m"));

        Assert.Contains("schema version 2", exception.Message, StringComparison.Ordinal);
    }
}
