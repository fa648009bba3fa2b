using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Core.Content;

namespace ModelPack.Core.Validation;

/// <summary>Keeps proofs from one build to the next, by a digest of all that they depend on.</summary>
public sealed partial class ProofStore
{
    private readonly string _path;
    private readonly SortedDictionary<string, Proof> _kept;
    private readonly SortedDictionary<string, Proof> _used = new(StringComparer.Ordinal);

    /// <summary>Opens the store.</summary>
    /// <param name="path">The file.</param>
    public ProofStore(string path)
    {
        _path = path;
        try
        {
            _kept = File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), ProofJsonContext.Default.SortedDictionaryStringProof) ?? [] : [];
        }
        catch (JsonException)
        {
            _kept = []; // Written by another version, or damaged: prove again.
        }
    }

    /// <summary>The proof under a key, or what proves it now.</summary>
    /// <param name="key">A digest of all that the proof depends on.</param>
    /// <param name="prove">Makes the proof; <see langword="null"/> where it failed.</param>
    /// <param name="isNew">Whether it was made now.</param>
    public Proof? Get(string key, Func<Proof?> prove, out bool isNew)
    {
        isNew = !_kept.TryGetValue(key, out Proof? proof);
        proof ??= prove();
        if (proof is not null)
        {
            _used[key] = proof;
        }

        return proof;
    }

    /// <summary>Keeps what was used, and forgets the rest.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save() => AtomicFile.WriteIfChanged(_path, JsonSerializer.SerializeToUtf8Bytes(_used, ProofJsonContext.Default.SortedDictionaryStringProof));

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonSerializable(typeof(SortedDictionary<string, Proof>))]
    private sealed partial class ProofJsonContext : JsonSerializerContext;
}
