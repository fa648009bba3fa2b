using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelPack.Testing.Onnx;

/// <summary>
/// A model with the data of every tensor that the runtime reads written in one form, wherever it lies. Two models are equal in this form exactly if
/// they have the same fields with the same bytes in the same order, but for where data lies. A reader of its own, so that it shares no mistake with ours.
/// </summary>
public sealed class CanonicalModel
{
    private static readonly Dictionary<(string Message, int Field), string> s_inside = new()
    {
        [("model", 7)] = "graph", [("model", 25)] = "function",
        [("graph", 1)] = "node", [("graph", 5)] = "tensor", [("graph", 15)] = "sparse",
        [("node", 5)] = "attribute", [("function", 7)] = "node", [("function", 11)] = "attribute",
        [("attribute", 5)] = "tensor", [("attribute", 10)] = "tensor", [("attribute", 6)] = "graph", [("attribute", 11)] = "graph",
        [("attribute", 22)] = "sparse", [("attribute", 23)] = "sparse", [("sparse", 1)] = "tensor", [("sparse", 2)] = "tensor",
    };

    private readonly byte[] _file;
    private readonly string _folder;
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Dictionary<string, byte[]> _data = new(StringComparer.Ordinal);

    private CanonicalModel(string path)
    {
        _file = File.ReadAllBytes(path);
        _folder = Path.GetDirectoryName(path)!;
    }

    /// <summary>Reads a sound model and its external data.</summary>
    public static byte[] Of(string path)
    {
        CanonicalModel model = new(path);
        model.Message("model", 0, model._file.Length);
        return model._output.WrittenSpan.ToArray();
    }

    private void Message(string kind, int position, int end)
    {
        _output.Write("("u8);
        List<byte[]> inline = [];
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        bool external = false;
        (int elements, int type) = (1, 0);
        while (position < end)
        {
            int start = position;
            ulong key = Varint(ref position);
            (int field, int wire) = ((int)(key >> 3), (int)(key & 7));
            int keyEnd = position;
            (int valueStart, int next) = Skip(position, field, wire);
            position = next;
            if (wire == 2 && s_inside.TryGetValue((kind, field), out string? inner))
            {
                _output.Write(_file.AsSpan(start, keyEnd - start));
                Message(inner, valueStart, next);
            }
            else if (kind == "tensor" && wire == 2 && field is 4 or 9 or 10)
            {
                inline.Add(_file[valueStart..next]);
            }
            else if (kind == "tensor" && wire == 2 && field == 13)
            {
                (string name, string value) = Entry(valueStart, next);
                entries[name] = value;
            }
            else if (kind == "tensor" && wire == 0 && field == 14)
            {
                external = _file[valueStart] == 1;
            }
            else
            {
                _output.Write(_file.AsSpan(start, next - start));
                if (kind == "tensor" && field == 1)
                {
                    elements = Multiply(elements, valueStart, next);
                }
                else if (kind == "tensor" && field == 2)
                {
                    type = _file[valueStart];
                }
            }
        }

        if (external)
        {
            inline.Add(External(entries, elements, type));
        }

        foreach (byte[] bytes in inline)
        {
            _output.Write(bytes);
        }

        _output.Write(")"u8);
    }

    private byte[] External(Dictionary<string, string> entries, int elements, int type)
    {
        if (!_data.TryGetValue(entries["location"], out byte[]? file))
        {
            _data[entries["location"]] = file = File.ReadAllBytes(Path.Combine(_folder, entries["location"]));
        }

        int offset = entries.TryGetValue("offset", out string? from) ? int.Parse(from, CultureInfo.InvariantCulture) : 0;
        int length = entries.TryGetValue("length", out string? said) ? int.Parse(said, CultureInfo.InvariantCulture) : elements * type switch
        {
            OnnxTypes.Double or OnnxTypes.Int64 => 8,
            OnnxTypes.UInt8 => 1,
            _ => 4,
        };
        return file[offset..(offset + length)];
    }

    private int Multiply(int elements, int position, int end)
    {
        while (position < end)
        {
            elements *= (int)Varint(ref position);
        }

        return elements;
    }

    private (string Name, string Value) Entry(int position, int end)
    {
        string[] parts = ["", ""];
        while (position < end)
        {
            ulong key = Varint(ref position);
            (int start, position) = Skip(position, (int)(key >> 3), (int)(key & 7));
            parts[(int)(key >> 3) - 1] = Encoding.UTF8.GetString(_file, start, position - start);
        }

        return (parts[0], parts[1]);
    }

    /// <summary>Where a value begins and ends.</summary>
    private (int Start, int End) Skip(int position, int field, int wire)
    {
        switch (wire)
        {
            case 0:
                int start = position;
                Varint(ref position);
                return (start, position);
            case 1:
                return (position, position + 8);
            case 2:
                int length = (int)Varint(ref position);
                return (position, position + length);
            case 3:
                int group = position;
                while (true)
                {
                    ulong key = Varint(ref position);
                    if ((key & 7) == 4)
                    {
                        return (int)(key >> 3) == field ? (group, position) : throw new InvalidDataException("A group ends that did not begin.");
                    }

                    (_, position) = Skip(position, (int)(key >> 3), (int)(key & 7));
                }

            default:
                return (position, position + 4);
        }
    }

    private ulong Varint(ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = _file[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
