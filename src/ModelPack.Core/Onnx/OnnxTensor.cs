using System.Globalization;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>The head of a <c>TensorProto</c>: everything but its payload, which is never read.</summary>
internal readonly struct OnnxTensor
{
    private OnnxTensor(OnnxElementType type, long? elements, Span name, ExternalEntries? external)
    {
        ElementType = type;
        Elements = elements;
        Name = name;
        External = external;
    }

    /// <summary>The element type.</summary>
    public OnnxElementType ElementType { get; }

    /// <summary>How many elements its shape makes; <see langword="null"/> where the shape is impossible.</summary>
    public long? Elements { get; }

    /// <summary>Where its name is.</summary>
    public Span Name { get; }

    /// <summary>Where its data is said to be, if in another file.</summary>
    public ExternalEntries? External { get; }

    /// <summary>Reads the tensor that the reader's present field holds.</summary>
    public static OnnxTensor Read(ProtoReader reader)
    {
        OnnxElementType type = OnnxElementType.Undefined;
        long? elements = 1;
        Span name = default;
        ExternalEntries? entries = null;
        bool external = false;
        int rank = 0;

        reader.Enter();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case OnnxFields.Tensor.Dims:
                    elements = MultiplyDims(reader, elements, ref rank);
                    break;
                case OnnxFields.Tensor.DataType when reader.IsVarint:
                    type = (OnnxElementType)(int)reader.Value;
                    break;
                case OnnxFields.Tensor.Name when reader.IsBytes:
                    name = new Span(reader.Start, reader.Length);
                    break;
                case OnnxFields.Tensor.ExternalData when reader.IsBytes:
                    entries ??= new ExternalEntries();
                    entries.Read(reader);
                    break;
                case OnnxFields.Tensor.DataLocation when reader.IsVarint:
                    external = reader.Value == 1;
                    break;
            }
        }

        reader.Leave();
        return new OnnxTensor(type, elements, name, external ? entries ?? new ExternalEntries() : null);
    }

    /// <summary>Multiplies by the dimensions that the reader's present field holds.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="elements">The product so far; <see langword="null"/> where it is impossible.</param>
    /// <param name="rank">Counts the dimensions.</param>
    internal static long? MultiplyDims(ProtoReader reader, long? elements, ref int rank)
    {
        while (reader.NextPacked(out ulong dim))
        {
            rank++;
            UInt128 product = (UInt128)(ulong)(elements ?? 0) * dim;
            elements = elements is null || dim > long.MaxValue || product > long.MaxValue ? null : (long)(ulong)product;
        }

        return elements;
    }

    /// <summary>A range of the file that holds text.</summary>
    /// <param name="Start">Where it begins, in bytes from the start of the file.</param>
    /// <param name="Length">Its length in bytes.</param>
    internal readonly record struct Span(long Start, long Length);

    /// <summary>The <c>external_data</c> entries that matter: location, offset and length. Of equal keys the last counts.</summary>
    internal sealed class ExternalEntries
    {
        private bool _hasLocation;
        private bool _hasOffset;

        /// <summary>Where the location is.</summary>
        public Span Location { get; private set; }

        /// <summary>The offset in bytes; negative where it is no number.</summary>
        public long Offset { get; private set; }

        /// <summary>The length in bytes, where given; negative where it is no number.</summary>
        public long? Length { get; private set; }

        /// <summary>Whether one of them is given more than once.</summary>
        public bool Repeats { get; private set; }

        /// <summary>Reads the entry that the reader's present field holds.</summary>
        public void Read(ProtoReader reader)
        {
            string key = "";
            Span value = default;
            reader.Enter();
            while (reader.Next())
            {
                if (reader.Field == OnnxFields.Entry.Key && reader.IsBytes)
                {
                    key = reader.Length <= 16 ? reader.ReadTextAt(reader.Start, reader.Length, kept: false) : "";
                }
                else if (reader.Field == OnnxFields.Entry.Value && reader.IsBytes)
                {
                    value = new Span(reader.Start, reader.Length);
                }
            }

            reader.Leave();
            switch (key)
            {
                case "location":
                    Repeats |= _hasLocation;
                    _hasLocation = true;
                    Location = value;
                    break;
                case "offset":
                    Repeats |= _hasOffset;
                    _hasOffset = true;
                    Offset = ReadNumber(reader, value);
                    break;
                case "length":
                    Repeats |= Length is not null;
                    Length = ReadNumber(reader, value);
                    break;
            }
        }

        private static long ReadNumber(ProtoReader reader, Span value)
            => value.Length is > 0 and <= 32 && long.TryParse(reader.ReadTextAt(value.Start, value.Length, kept: false), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : -1;
    }
}
