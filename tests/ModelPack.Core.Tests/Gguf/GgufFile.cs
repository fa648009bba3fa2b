using System.Text;

namespace ModelPack.Core.Tests.Gguf;

/// <summary>Makes GGUF files.</summary>
internal sealed class GgufFile(uint version = 3)
{
    private readonly List<byte> _values = [];
    private readonly List<byte> _tensors = [];
    private int _valueCount;
    private int _tensorCount;

    /// <summary>A name, an array of texts and two tensors.</summary>
    public static byte[] Tiny => new GgufFile()
        .Text("general.architecture", "llama").Text("general.name", "Tiny").Number("general.file_type", 15)
        .Array("tokenizer.ggml.tokens", 8, 2, w => { Put(w, "a"); Put(w, "b"); })
        .Tensor("a", [32, 2], 0, 0).Tensor("b", [256], 12, 256).Make(256 + 144);

    public static void Put(BinaryWriter writer, string text, bool shortCounts = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Put(writer, (ulong)bytes.Length, shortCounts);
        writer.Write(bytes);
    }

    public GgufFile Text(string key, string value) => Value(key, 8, w => Put(w, value, version == 1));

    public GgufFile Number(string key, uint value) => Value(key, 4, w => w.Write(value));

    public GgufFile Array(string key, uint type, ulong count, Action<BinaryWriter> write) => Value(key, 9, w =>
    {
        w.Write(type);
        Put(w, count, version == 1);
        write(w);
    });

    public GgufFile Value(string key, uint type, Action<BinaryWriter> write)
    {
        _valueCount++;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        Put(writer, key, version == 1);
        writer.Write(type);
        write(writer);
        writer.Flush();
        _values.AddRange(stream.ToArray());
        return this;
    }

    public GgufFile Tensor(string name, ulong[] shape, uint type, ulong offset)
    {
        _tensorCount++;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        Put(writer, name, version == 1);
        writer.Write(shape.Length);
        foreach (ulong dimension in shape)
        {
            Put(writer, dimension, version == 1);
        }

        writer.Write(type);
        writer.Write(offset);
        writer.Flush();
        _tensors.AddRange(stream.ToArray());
        return this;
    }

    public byte[] Make(int dataBytes = 0, int alignment = 32, ulong? tensorCount = null, ulong? valueCount = null)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("GGUF"u8);
        writer.Write(version);
        Put(writer, tensorCount ?? (ulong)_tensorCount, version == 1);
        Put(writer, valueCount ?? (ulong)_valueCount, version == 1);
        writer.Write(_values.ToArray());
        writer.Write(_tensors.ToArray());
        if (dataBytes > 0)
        {
            writer.Write(new byte[((alignment - (stream.Position % alignment)) % alignment) + dataBytes]);
        }

        return stream.ToArray();
    }

    private static void Put(BinaryWriter writer, ulong count, bool shortCounts)
    {
        if (shortCounts)
        {
            writer.Write((uint)count);
        }
        else
        {
            writer.Write(count);
        }
    }
}
