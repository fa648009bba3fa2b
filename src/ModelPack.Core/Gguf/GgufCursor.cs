using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Gguf;

/// <summary>Walks through a GGUF file. Every length is compared with what is left before it is believed.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="file">Its content.</param>
internal sealed class GgufCursor(string path, FileWindow file)
{
    /// <summary>Where the next value begins, in bytes from the start of the file.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public long Left => file.Length - Position;

    /// <summary>Whether counts and lengths take four bytes, as in version 1, instead of eight.</summary>
    public bool ShortCounts { get; set; }

    /// <summary>Reads four bytes.</summary>
    public uint ReadUInt32()
    {
        Require(sizeof(uint));
        uint value = file.ReadUInt32(Position);
        Position += sizeof(uint);
        return value;
    }

    /// <summary>Reads eight bytes.</summary>
    public ulong ReadUInt64()
    {
        Require(sizeof(ulong));
        ulong value = file.ReadUInt64(Position);
        Position += sizeof(ulong);
        return value;
    }

    /// <summary>Reads a number of one to eight bytes, without sign.</summary>
    public ulong ReadNumber(int bytes)
    {
        Require(bytes);
        ulong value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value |= (ulong)file[Position + i] << (8 * i);
        }

        Position += bytes;
        return value;
    }

    /// <summary>Reads a count or a length.</summary>
    public ulong ReadCount() => ShortCounts ? ReadUInt32() : ReadUInt64();

    /// <summary>Reads a count of things that take at least some bytes each.</summary>
    /// <param name="least">The least size of one, in bytes.</param>
    /// <param name="most">The most that are read.</param>
    /// <param name="what">What is counted.</param>
    public int ReadCount(int least, int most, string what)
    {
        long at = Position;
        ulong count = ReadCount();
        if (count > (ulong)(Left / least))
        {
            throw Truncated(at, $"it announces {count} {what}, which do not fit into the {Left} bytes that are left");
        }

        return count <= (ulong)most ? (int)count : throw Damaged(at, $"it announces {count} {what}, more than any real model has");
    }

    /// <summary>Passes over many values of one size.</summary>
    public void Skip(ulong count, int bytes)
    {
        if (count > (ulong)(Left / bytes))
        {
            throw Truncated(Position, $"{count} values begin, which do not fit into the {Left} bytes that are left");
        }

        Position += (long)count * bytes;
    }

    /// <summary>Passes over a text.</summary>
    public void SkipText() => Skip(ReadCount(), 1);

    /// <summary>Reads a text of at most <paramref name="most"/> bytes; <see langword="null"/> for a longer one, which is passed over.</summary>
    public string? ReadText(int most)
    {
        ulong length = ReadCount();
        if (length > (ulong)most || length > (ulong)Left)
        {
            Skip(length, 1);
            return null;
        }

        Span<byte> bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        bytes = bytes[..(int)length];
        if (length > 0)
        {
            file.Read(Position, bytes);
        }

        Position += (long)length;
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The error for a file that ends too early.</summary>
    public ModelPackException Truncated(long at, string what)
        => Error(DiagnosticCodes.GgufTruncated, $"is cut short or damaged: at byte {at} {what}");

    /// <summary>The error for metadata that cannot be.</summary>
    public ModelPackException Damaged(long at, string what) => Error(DiagnosticCodes.GgufDamaged, $"is damaged: at byte {at} {what}");

    /// <summary>An error about the file.</summary>
    public ModelPackException Error(string code, string what)
        => ModelFileErrors.Error(code, path, $"'{ModelFileErrors.Name(path)}' {what}. Copy, download or convert the model again.");

    private void Require(int bytes)
    {
        if (Left < bytes)
        {
            throw Truncated(Position, $"a value of {bytes} bytes begins, but {Left} are left");
        }
    }
}
