using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Goes through the messages that the records of a log are made of.</summary>
/// <param name="path">The log.</param>
internal sealed class WandbMessages(string path)
{
    private const int MaximumDepth = 64;

    /// <summary>Items of key (or nested key) and a value in JSON.</summary>
    public void Items(ReadOnlyMemory<byte> message, int number, Action<string, DataNode> take) => Fields(message, (field, value) =>
    {
        if (field != number)
        {
            return;
        }

        (string key, string json) = ("", "");
        List<string> nested = [];
        Fields(value, (part, content) =>
        {
            key = part == 1 ? Text(content) : key;
            json = part == 16 ? Text(content) : json;
            if (part == 2 && nested.Count < MaximumDepth)
            {
                nested.Add(Text(content));
            }
        });
        try
        {
            take(nested.Count > 0 ? string.Join('.', nested) : key, JsonData.Read(Encoding.UTF8.GetBytes(json)));
        }
        catch (DataException)
        {
            // One value that cannot be read does not hide the others.
        }
    });

    /// <summary>The fields that hold texts, bytes or messages.</summary>
    /// <exception cref="ModelPackException">The message is damaged.</exception>
    public void Fields(ReadOnlyMemory<byte> message, Action<int, ReadOnlyMemory<byte>> take)
    {
        ProtobufSpanReader reader = new(message, path, DiagnosticCodes.BadLineageFile);
        while (reader.TryReadField(out int field, out ProtoWireType type))
        {
            if (type == ProtoWireType.Bytes)
            {
                take(field, reader.ReadBytes());
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    /// <summary>The fields that hold numbers.</summary>
    /// <exception cref="ModelPackException">The message is damaged.</exception>
    public void Numbers(ReadOnlyMemory<byte> message, Action<int, ulong> take)
    {
        ProtobufSpanReader reader = new(message, path, DiagnosticCodes.BadLineageFile);
        while (reader.TryReadField(out int field, out ProtoWireType type))
        {
            if (type == ProtoWireType.Varint)
            {
                take(field, reader.ReadVarint());
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    /// <summary>A point in time; <see langword="null"/> where it is none that can be.</summary>
    public DateTimeOffset? Time(ReadOnlyMemory<byte> message)
    {
        (long seconds, long nanoseconds) = (0, 0);
        Numbers(message, (field, value) =>
        {
            seconds = field == 1 ? (long)value : seconds;
            nanoseconds = field == 2 ? (long)value : nanoseconds;
        });
        return seconds is > 0 and < 253_402_300_800 && nanoseconds is >= 0 and < 1_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100) : null;
    }

    /// <summary>A text.</summary>
    public static string Text(ReadOnlyMemory<byte> value) => Encoding.UTF8.GetString(value.Span);
}
