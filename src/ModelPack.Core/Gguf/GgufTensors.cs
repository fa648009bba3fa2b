using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Gguf;

/// <summary>Reads the descriptions of a GGUF file's tensors, and checks where their data lies.</summary>
/// <param name="cursor">Where they begin.</param>
/// <param name="facts">Takes what they say.</param>
/// <param name="alignment">What each tensor's data is aligned to, in bytes.</param>
internal sealed class GgufTensors(GgufCursor cursor, GgufFacts facts, long alignment)
{
    /// <summary>The most tensors that are read: real models have some ten thousand.</summary>
    public const int Most = 1 << 18;

    private const int MaxDimensions = 4;
    private const int MaxNameBytes = 63;

    private readonly List<GgufTensor> tensors = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private long next;

    /// <summary>Reads all descriptions.</summary>
    public void Read(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOne();
        }

        long start = Align(cursor.Position);
        long length = cursor.Position + cursor.Left;
        if (tensors.Count > 0 && tensors[^1].Offset + tensors[^1].Size is var end && end > length - start)
        {
            throw cursor.Truncated(start, $"{end} bytes of tensors begin, but only {Math.Max(0, length - start)} are left");
        }

        facts.DataStart = start;
        facts.Tensors = tensors;
    }

    private void ReadOne()
    {
        string name = cursor.ReadText(MaxNameBytes) ?? throw Invalid("?", $"has a name of more than {MaxNameBytes} bytes");
        if (!names.Add(name))
        {
            throw Invalid(name, "occurs twice");
        }

        uint count = cursor.ReadUInt32();
        if (count > MaxDimensions)
        {
            throw Invalid(name, $"has {count} dimensions, more than the {MaxDimensions} that there can be");
        }

        long[] shape = new long[count];
        long elements = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            ulong dimension = cursor.ReadCount();
            shape[i] = dimension <= long.MaxValue ? (long)dimension : throw Invalid(name, "has a shape that no memory holds");
            Int128 product = (Int128)elements * shape[i];
            elements = product <= long.MaxValue / 8 ? (long)product : throw Invalid(name, "has a shape that no memory holds");
        }

        uint number = cursor.ReadUInt32();
        GgufTensorType type = GgufTensorType.Find(number) ?? throw Invalid(name, $"has the type {number}, which is unknown or no longer read");
        long first = count > 0 ? shape[0] : 1;
        if (first % type.BlockElements != 0)
        {
            throw Invalid(name, $"has rows of {first} elements, which are no blocks of {type.BlockElements} as its type {type.Name} needs");
        }

        ulong offset = cursor.ReadUInt64();
        if (offset != (ulong)next)
        {
            throw Invalid(name, $"has its data at {offset} where {next} is due: {(offset % (ulong)alignment != 0 ? "it is not aligned" : offset < (ulong)next ? "tensors overlap" : "there is a gap")}");
        }

        long size = elements / type.BlockElements * type.BlockBytes;
        if (size > long.MaxValue / 4 - next)
        {
            throw Invalid(name, "is larger than any file");
        }

        tensors.Add(new GgufTensor(name, type.Name, shape, next, size));
        facts.Parameters += elements;
        next = Align(next + size);
    }

    private long Align(long position) => (position + alignment - 1) / alignment * alignment;

    private ModelPackException Invalid(string name, string what) => cursor.Error(DiagnosticCodes.GgufTensor, $"is damaged: tensor '{name}' {what}");
}
