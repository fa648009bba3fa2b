using System.Numerics;

namespace ModelPack.Core.Tests.Fuzzing;

/// <summary>Damages protobuf: fields vanish, double, swap, nest, change number, type or length.</summary>
internal static class ProtoMutant
{
    private sealed record Field(int Start, int Value, int End, int WireType);

    public static byte[] Of(byte[] seed, Random random) => Change(seed, random, depth: random.Next(8));

    private static byte[] Change(byte[] message, Random random, int depth)
    {
        List<Field> fields = Split(message);
        if (fields.Count == 0)
        {
            return Mutant.Of(message, random);
        }

        Field field = fields[random.Next(fields.Count)];
        byte[] before = message[..field.Start];
        byte[] key = [.. Varint(Tag(message, field))];
        byte[] value = message[field.Value..field.End];
        byte[] after = message[field.End..];
        if (depth > 0 && field.WireType == 2 && value.Length > 0)
        {
            byte[] inner = Change(value, random, depth - 1);
            return [.. before, .. key, .. Varint((ulong)inner.Length), .. inner, .. after];
        }

        Field other = fields[random.Next(fields.Count)];
        byte[] own = message[field.Start..field.End];
        return random.Next(9) switch
        {
            0 => [.. before, .. after],
            1 => [.. before, .. own, .. own, .. after],
            2 => [.. before, .. message[other.Start..other.End], .. after],
            3 => [.. before, .. Varint(Mutant.Number(random)), .. value, .. after],
            4 => [.. before, .. Varint((Tag(message, field) & ~7UL) | (uint)random.Next(8)), .. message[(field.Start + key.Length)..]],
            5 when field.WireType == 2 => [.. before, .. key, .. Varint(Mutant.Number(random)), .. value, .. after],
            6 when field.WireType == 2 => Nest(before, key, value, after, random.Next(120)),
            7 when field.WireType == 0 => [.. before, .. key, .. Varint(Mutant.Number(random)), .. after],
            _ => [.. before, .. Mutant.Of(own, random), .. after],
        };
    }

    private static byte[] Nest(byte[] before, byte[] key, byte[] value, byte[] after, int depth)
    {
        for (int i = 0; i < depth; i++)
        {
            value = [.. key, .. Varint((ulong)value.Length), .. value];
        }

        return [.. before, .. key, .. Varint((ulong)value.Length), .. value, .. after];
    }

    private static List<Field> Split(byte[] message)
    {
        List<Field> fields = [];
        int position = 0;
        while (position < message.Length)
        {
            int start = position;
            if (!TryVarint(message, ref position, out ulong key) || key >> 3 == 0)
            {
                return [];
            }

            int value = position;
            int wireType = (int)(key & 7);
            ulong length = wireType switch { 1 => 8, 5 => 4, _ => 0 };
            if (wireType is 3 or 4 or > 5
                || (wireType is 0 or 2 && !TryVarint(message, ref position, out length)))
            {
                return [];
            }

            value = wireType == 2 ? position : value;
            length = wireType == 0 ? 0 : length;
            if (length > (ulong)(message.Length - position))
            {
                return [];
            }

            position += (int)length;
            fields.Add(new Field(start, value, position, wireType));
        }

        return fields;
    }

    private static ulong Tag(byte[] message, Field field)
    {
        int position = field.Start;
        TryVarint(message, ref position, out ulong key);
        return key;
    }

    private static bool TryVarint(byte[] message, ref int position, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && position < message.Length; shift += 7)
        {
            byte next = message[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Varint(ulong value)
    {
        byte[] bytes = new byte[Math.Max(1, (BitOperations.Log2(value) / 7) + 1)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((value >> (7 * i)) | (i < bytes.Length - 1 ? 0x80u : 0));
        }

        return bytes;
    }
}
