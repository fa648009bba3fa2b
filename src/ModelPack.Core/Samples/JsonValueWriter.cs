using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Writes values as JSON samples have them; what <see cref="JsonValueReader"/> reads with the same type is the same value.</summary>
internal sealed class JsonValueWriter
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StringBuilder _text = new();

    /// <summary>The JSON text of a value, on one line.</summary>
    /// <exception cref="NotSupportedException">JSON cannot hold the value.</exception>
    public static string Write(SampleValue value)
    {
        JsonValueWriter writer = new();
        writer.Add(value);
        return writer._text.ToString();
    }

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private void Add(SampleValue value)
    {
        switch (value)
        {
            case OptionalValue:
                _text.Append("null");
                break;
            case SequenceValue sequence:
                AddList('[', sequence.Items, Add, ']');
                break;
            case MapValue map:
                AddList('{', map.Items, item =>
                {
                    _text.Append(Quote(item.Key)).Append(": ");
                    Add(item.Value);
                }, '}');
                break;
            case SparseValue sparse:
                AddSparse(sparse);
                break;
            case TensorValue tensor:
                AddTensor(tensor);
                break;
            default:
                throw new NotSupportedException($"a value of the kind {value.Kind}");
        }
    }

    private void AddSparse(SparseValue sparse)
    {
        _text.Append("{ \"shape\": ");
        AddNumbers(sparse.Shape);
        _text.Append(", \"indices\": ");
        AddNumbers(sparse.Indices);
        _text.Append(", \"values\": ");
        AddTensor(sparse.Values);
        _text.Append(" }");
    }

    private void AddTensor(TensorValue tensor)
    {
        // Nesting cannot say a shape such as [0, 3].
        int zero = tensor.Shape.ToList().IndexOf(0);
        if (zero >= 0 && zero < tensor.Shape.Count - 1)
        {
            _text.Append("{ \"shape\": ");
            AddNumbers(tensor.Shape);
            _text.Append(", \"data\": [] }");
            return;
        }

        int next = 0;
        AddNested(tensor, 0, ref next);
    }

    private void AddNested(TensorValue tensor, int depth, ref int next)
    {
        if (depth == tensor.Shape.Count)
        {
            AddElement(tensor, next++);
            return;
        }

        _text.Append('[');
        for (long i = 0; i < tensor.Shape[depth]; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            AddNested(tensor, depth + 1, ref next);
        }

        _text.Append(']');
    }

    private void AddElement(TensorValue tensor, int index)
    {
        OnnxElementType type = tensor.ElementType;
        ReadOnlySpan<byte> data = tensor.Data.Span;
        if (type == OnnxElementType.String)
        {
            _text.Append(Quote(Decode(tensor.Strings[index])));
        }
        else if (ElementLayout.IsComplex(type))
        {
            OnnxElementType part = type == OnnxElementType.Complex64 ? OnnxElementType.Float : OnnxElementType.Double;
            _text.Append('[').Append(Number(part, data, 2 * index)).Append(", ").Append(Number(part, data, (2 * index) + 1)).Append(']');
        }
        else
        {
            _text.Append(Number(type, data, index));
        }
    }

    private static string Number(OnnxElementType type, ReadOnlySpan<byte> data, int index)
    {
        if (ElementLayout.IsInteger(type))
        {
            return ElementReader.Format(type, data, index);
        }

        double value = ElementReader.Real(type, data, index);
        return double.IsFinite(value) ? ElementReader.Format(type, data, index) : $"\"{value.ToString(CultureInfo.InvariantCulture)}\"";
    }

    private static string Decode(ReadOnlyMemory<byte> text)
    {
        try
        {
            return s_strict.GetString(text.Span);
        }
        catch (DecoderFallbackException exception)
        {
            throw new NotSupportedException("text that is no UTF-8, which JSON cannot hold", exception);
        }
    }

    private void AddNumbers(IEnumerable<long> numbers) => AddList('[', numbers, number => _text.Append(CultureInfo.InvariantCulture, $"{number}"), ']');

    private void AddList<T>(char open, IEnumerable<T> items, Action<T> add, char close)
    {
        _text.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            _text.Append(first ? "" : ", ");
            first = false;
            add(item);
        }

        _text.Append(close);
    }
}
