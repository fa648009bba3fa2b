using System.Globalization;

namespace ModelPack.Core.Gguf;

/// <summary>Reads the keys and values of a GGUF file.</summary>
/// <param name="cursor">Where they begin.</param>
/// <param name="facts">Takes what they say.</param>
internal sealed class GgufMetadata(GgufCursor cursor, GgufFacts facts)
{
    /// <summary>The most keys that are read: real models have about a hundred.</summary>
    public const int Most = 1 << 16;

    private const int MaxKeyBytes = 65535;
    private const int MaxNesting = 8;
    private const int MaxKept = 256;

    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    /// <summary>What the data of each tensor is aligned to, in bytes.</summary>
    public long Alignment { get; private set; } = 32;

    /// <summary>Reads all keys.</summary>
    public void Read(int count)
    {
        for (int i = 0; i < count; i++)
        {
            long at = cursor.Position;
            string key = cursor.ReadText(MaxKeyBytes) ?? throw cursor.Damaged(at, $"a key is longer than {MaxKeyBytes} bytes");
            if (!keys.Add(key))
            {
                throw cursor.Damaged(at, $"the key '{Short(key)}' occurs twice");
            }

            ReadValue(key, ReadType());
        }
    }

    private GgufValueType ReadType()
    {
        long at = cursor.Position;
        uint type = cursor.ReadUInt32();
        return type <= (uint)GgufValueType.Float64 ? (GgufValueType)type : throw cursor.Damaged(at, $"a value has the unknown type {type}");
    }

    private void ReadValue(string key, GgufValueType type)
    {
        long at = cursor.Position;
        if (type == GgufValueType.Array)
        {
            SkipArray(MaxNesting);
        }
        else if (type == GgufValueType.Text)
        {
            string? text = cursor.ReadText(GgufReader.MaxMetadataText);
            Keep(key, text);
            facts.Architecture = key == "general.architecture" ? text : facts.Architecture;
            facts.Name = key == "general.name" ? text : facts.Name;
        }
        else
        {
            ulong bits = cursor.ReadNumber(SizeOf(type));
            Keep(key, Render(type, bits));
            if (key == "general.file_type")
            {
                facts.Quantization = GgufQuantizations.Find(bits);
            }
            else if (key == "general.alignment")
            {
                Alignment = type == GgufValueType.UInt32 && bits is > 0 and <= 1 << 30 && ulong.IsPow2(bits)
                    ? (long)bits
                    : throw cursor.Damaged(at, "general.alignment is no power of two");
            }
        }
    }

    private void SkipArray(int nesting)
    {
        long at = cursor.Position;
        GgufValueType type = ReadType();
        ulong count = cursor.ReadCount();
        if (type is not (GgufValueType.Array or GgufValueType.Text))
        {
            cursor.Skip(count, SizeOf(type));
            return;
        }

        if (nesting == 0)
        {
            throw cursor.Damaged(at, $"more than {MaxNesting} arrays lie inside each other");
        }

        // Each element takes bytes, so that the end of the file ends this, however large the count.
        for (ulong i = 0; i < count; i++)
        {
            if (type == GgufValueType.Text)
            {
                cursor.SkipText();
            }
            else
            {
                SkipArray(nesting - 1);
            }
        }
    }

    private void Keep(string key, string? value)
    {
        if (value is not null && facts.Metadata.Count < MaxKept && key.Length <= 256 && !key.StartsWith("tokenizer.", StringComparison.Ordinal))
        {
            facts.Metadata[key] = value;
        }
    }

    private static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        _ => 8,
    };

    private static string Render(GgufValueType type, ulong bits) => type switch
    {
        GgufValueType.Int8 => ((sbyte)bits).ToString(CultureInfo.InvariantCulture),
        GgufValueType.Int16 => ((short)bits).ToString(CultureInfo.InvariantCulture),
        GgufValueType.Int32 => ((int)bits).ToString(CultureInfo.InvariantCulture),
        GgufValueType.Int64 => ((long)bits).ToString(CultureInfo.InvariantCulture),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle((uint)bits).ToString("R", CultureInfo.InvariantCulture),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture),
        GgufValueType.Bool => bits == 0 ? "false" : "true",
        _ => bits.ToString(CultureInfo.InvariantCulture),
    };

    private static string Short(string key) => key.Length <= 100 ? key : key[..100] + "…";
}
