using System.Security.Cryptography;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Compares the pieces of a shard that passes by with the digests that the plan knows them by: graph and recipe refer to what the plan has read. A shard of
/// one piece has the piece's digest, so nothing is digested twice for it.
/// </summary>
/// <param name="shard">The shard.</param>
/// <param name="known">The digest of a range, where it is known.</param>
internal sealed class PieceCheck(Shard shard, Func<FileRange, string?> known) : IDisposable
{
    private readonly bool _isOne = shard.Pieces.Count == 1 && shard.Pieces[0].Padding == 0;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _expected;
    private int _piece;
    private long _position;

    /// <summary>Adds what comes next.</summary>
    /// <exception cref="FileChangedException">A piece has another digest.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!_isOne && !bytes.IsEmpty)
        {
            ShardPiece piece = shard.Pieces[_piece];
            _expected = _position == 0 ? known(piece.Data) : _expected;
            bool padding = _position >= piece.Data.Length;
            int length = (int)Math.Min(bytes.Length, (padding ? piece.Data.Length + piece.Padding : piece.Data.Length) - _position);
            if (!padding && _expected is not null)
            {
                _hash.AppendData(bytes[..length]);
            }

            _position += length;
            bytes = bytes[length..];
            if (!padding && _position == piece.Data.Length && _expected is not null)
            {
                Compare(piece.Data, Convert.ToHexStringLower(_hash.GetHashAndReset()), _expected);
            }

            if (_position == piece.Data.Length + piece.Padding)
            {
                _piece++;
                _position = 0;
            }
        }
    }

    /// <summary>Everything has passed.</summary>
    /// <param name="sha256">The shard's digest.</param>
    /// <exception cref="FileChangedException">The shard's only piece has another digest.</exception>
    public void End(string sha256)
    {
        if (_isOne && known(shard.Pieces[0].Data) is { } expected)
        {
            Compare(shard.Pieces[0].Data, sha256, expected);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private static void Compare(FileRange range, string sha256, string expected)
    {
        if (sha256 != expected)
        {
            throw new FileChangedException(range.File);
        }
    }
}
