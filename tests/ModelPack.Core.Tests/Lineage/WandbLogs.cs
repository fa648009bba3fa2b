using System.Buffers.Binary;
using System.Text;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Makes <c>.wandb</c> logs.</summary>
internal static class WandbLogs
{
    /// <summary>A log of records, cut into blocks as the client cuts them.</summary>
    public static byte[] Log(params byte[][] records)
    {
        List<byte> log = [.. ":W&B"u8, 0xE1, 0xBE, 0];
        foreach (byte[] record in records)
        {
            int at = 0;
            do
            {
                int left = 32768 - (log.Count % 32768);
                if (left < 7)
                {
                    log.AddRange(new byte[left]);
                    left = 32768;
                }

                int size = Math.Min(record.Length - at, left - 7);
                bool first = at == 0;
                bool last = at + size == record.Length;
                byte[] part = [(byte)(first && last ? 1 : first ? 2 : last ? 4 : 3), .. record.AsSpan(at, size)];
                byte[] head = new byte[6];
                BinaryPrimitives.WriteUInt32LittleEndian(head, Crc(part));
                BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), (ushort)size);
                log.AddRange(head);
                log.AddRange(part);
                at += size;
            }
            while (at < record.Length);
        }

        return [.. log];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte next in bytes)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    public static byte[] Record(int field, byte[] content) => Message((field, content));

    public static byte[] Item(string key, string json) => Message((1, key), (16, json));

    public static byte[] Item(string[] key, string json) => [.. key.SelectMany(part => Message((2, part))), .. Message((16, json))];

    public static byte[] Message(params (int Field, object Value)[] fields)
    {
        List<byte> bytes = [];
        foreach ((int field, object value) in fields)
        {
            byte[] content = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            bytes.AddRange(Number((field << 3) | 2));
            bytes.AddRange(Number(content.Length));
            bytes.AddRange(content);
        }

        return [.. bytes];
    }

    public static byte[] Varint(int field, int value) => [.. Number(field << 3), .. Number(value)];

    private static byte[] Number(int value)
    {
        List<byte> bytes = [];
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }
}
