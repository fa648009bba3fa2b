using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;

namespace ModelPack.Core.Lineage.Checks;

/// <summary>Digests by other algorithms than ours, remembered by the content that they are of: so they never go stale.</summary>
internal sealed class ContentDigests
{
    private readonly string _file;
    private readonly SortedDictionary<string, string> _known = new(StringComparer.Ordinal);
    private bool _changed;

    /// <summary>Opens the memory.</summary>
    /// <param name="folder">The folder that the build may write to.</param>
    public ContentDigests(string folder)
    {
        _file = Path.Combine(folder, "content-digests.tsv");
        foreach (string line in File.Exists(_file) ? File.ReadAllLines(_file) : [])
        {
            if (line.Split('\t') is [{ Length: 64 } sha256, var algorithm, var digest])
            {
                _known[$"{sha256}\t{algorithm}"] = digest;
            }
        }
    }

    /// <summary>The digest of a file, in lower case hexadecimal digits.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Of(string path, string sha256, DigestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        if (algorithm == DigestAlgorithm.Sha256)
        {
            return sha256;
        }

        string key = $"{sha256}\t{algorithm}";
        if (!_known.TryGetValue(key, out string? digest))
        {
            _known[key] = digest = Compute(path, algorithm, cancellationToken);
            _changed = true;
        }

        return digest;
    }

    /// <summary>Keeps what was computed.</summary>
    public void Save()
    {
        if (_changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            AtomicFile.Write(_file, Encoding.UTF8.GetBytes(string.Concat(_known.Select(pair => $"{pair.Key}\t{pair.Value}\n"))));
        }
    }

    /// <summary>The digest of a file by an algorithm.</summary>
    public static string Compute(string path, DigestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using IncrementalHash hash = Create(algorithm);
        if (algorithm == DigestAlgorithm.GitBlob)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        }

        byte[] buffer = new byte[1 << 20];
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The digest of bytes by an algorithm.</summary>
    public static string Compute(ReadOnlySpan<byte> bytes, DigestAlgorithm algorithm)
    {
        using IncrementalHash hash = Create(algorithm);
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The algorithms are those of the tools; what rests on them is also held to SHA-256.</summary>
    private static IncrementalHash Create(DigestAlgorithm algorithm) => IncrementalHash.CreateHash(algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.GitBlob => HashAlgorithmName.SHA1,
        _ => HashAlgorithmName.SHA256,
    });
}
