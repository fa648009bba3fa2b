using System.Globalization;
using System.Text;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Compares outputs with golden ones. Of several differing elements, the one that is furthest off is told.</summary>
/// <param name="tolerance">How far real numbers may be off; everything else must be equal.</param>
/// <param name="formOnly">Whether only types, shapes and counts are compared.</param>
internal sealed class ValueComparer(Tolerance tolerance, bool formOnly = false)
{
    /// <summary>The largest absolute difference of real numbers seen so far, not rounded; 0 where there were none.</summary>
    public double LargestError { get; private set; }

    /// <summary>Compares two values.</summary>
    /// <returns>The difference, or <see langword="null"/>.</returns>
    public ValueMismatch? Compare(SampleValue got, SampleValue expected) => Compare(got, expected, "");

    /// <summary>Rounds to two significant digits, as the manifest records errors.</summary>
    public static double RoundError(double error) =>
        double.Parse(error.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private ValueMismatch? Compare(SampleValue got, SampleValue expected, string at) => (got, expected) switch
    {
        (TensorValue a, TensorValue b) => CompareTensors(a, b, at),
        (SequenceValue a, SequenceValue b) => CompareSequences(a, b, at),
        (MapValue a, MapValue b) => CompareMaps(a, b, at),
        (SparseValue a, SparseValue b) => CompareSparse(a, b, at),
        (OptionalValue, OptionalValue) => null,
        _ => new ValueMismatch(false, $"{Where(at)}is a {Name(got)}, expected a {Name(expected)}"),
    };

    private ValueMismatch? CompareSequences(SequenceValue got, SequenceValue expected, string at)
    {
        if (got.Items.Count != expected.Items.Count)
        {
            return new ValueMismatch(false, $"{Where(at)}has {got.Items.Count} items, expected {expected.Items.Count}");
        }

        for (int i = 0; i < got.Items.Count; i++)
        {
            if (Compare(got.Items[i], expected.Items[i], $"{at}[{i}]") is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }

    private ValueMismatch? CompareMaps(MapValue got, MapValue expected, string at)
    {
        if (formOnly)
        {
            return null;
        }

        if (!got.Items.Keys.SequenceEqual(expected.Items.Keys, StringComparer.Ordinal))
        {
            return new ValueMismatch(false, $"{Where(at)}has the keys {Keys(got)}, expected {Keys(expected)}");
        }

        foreach ((string key, SampleValue item) in got.Items)
        {
            if (Compare(item, expected.Items[key], $"{at}['{key}']") is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }

    private ValueMismatch? CompareSparse(SparseValue got, SparseValue expected, string at)
    {
        if (!got.Shape.SequenceEqual(expected.Shape))
        {
            return new ValueMismatch(false, $"{Where(at)}has the shape [{string.Join(',', got.Shape)}], expected [{string.Join(',', expected.Shape)}]");
        }

        return formOnly ? null
            : got.Indices.SequenceEqual(expected.Indices) ? CompareTensors(got.Values, expected.Values, $"{at}.values")
            : new ValueMismatch(true, $"{Where(at)}has {got.Indices.Count} stored elements at other places than the expected {expected.Indices.Count}");
    }

    private ValueMismatch? CompareTensors(TensorValue got, TensorValue expected, string at)
    {
        if (got.ElementType != expected.ElementType)
        {
            return new ValueMismatch(false, $"{Where(at)}is of the type {OnnxElementTypes.NameOf(got.ElementType)}, expected {OnnxElementTypes.NameOf(expected.ElementType)}");
        }

        if (!got.Shape.SequenceEqual(expected.Shape))
        {
            return new ValueMismatch(false, $"{Where(at)}has the shape [{string.Join(',', got.Shape)}], expected [{string.Join(',', expected.Shape)}]");
        }

        return formOnly ? null
            : got.ElementType == OnnxElementType.String ? CompareStrings(got, expected, at)
            : ElementLayout.IsReal(got.ElementType) ? CompareReals(got, expected, got.ElementType, at)
            : ElementLayout.IsComplex(got.ElementType) ? CompareComplex(got, expected, at)
            : CompareIntegers(got, expected, at);
    }

    private static ValueMismatch? CompareStrings(TensorValue got, TensorValue expected, string at)
    {
        for (int i = 0; i < got.Strings.Count; i++)
        {
            if (!got.Strings[i].Span.SequenceEqual(expected.Strings[i].Span))
            {
                return new ValueMismatch(true, $"at {at}{Index(i, got.Shape)}: got {Quote(got.Strings[i])}, expected {Quote(expected.Strings[i])}");
            }
        }

        return null;
    }

    private static ValueMismatch? CompareIntegers(TensorValue got, TensorValue expected, string at)
    {
        ReadOnlySpan<byte> a = got.Data.Span;
        ReadOnlySpan<byte> b = expected.Data.Span;
        if (a.SequenceEqual(b))
        {
            return null;
        }

        int count = (int)TensorValue.CountElements(got.Shape);
        for (int i = 0; i < count; i++)
        {
            Int128 difference = ElementReader.Integer(got.ElementType, a, i) - ElementReader.Integer(got.ElementType, b, i);
            if (difference != 0)
            {
                string apart = got.ElementType == OnnxElementType.Bool ? "" : $" ({Int128.Abs(difference)} apart, integers must be equal)";
                return new ValueMismatch(
                    true,
                    $"at {at}{Index(i, got.Shape)}: got {ElementReader.Format(got.ElementType, a, i)}, expected {ElementReader.Format(got.ElementType, b, i)}{apart}");
            }
        }

        // Only the unused bits of the last byte differ.
        return null;
    }

    private ValueMismatch? CompareComplex(TensorValue got, TensorValue expected, string at)
    {
        OnnxElementType part = got.ElementType == OnnxElementType.Complex64 ? OnnxElementType.Float : OnnxElementType.Double;
        List<long> shape = [.. got.Shape, 2];
        return CompareReals(new TensorValue(part, shape, got.Data), new TensorValue(part, shape, expected.Data), part, at);
    }

    private ValueMismatch? CompareReals(TensorValue got, TensorValue expected, OnnxElementType type, string at)
    {
        ReadOnlySpan<byte> a = got.Data.Span;
        ReadOnlySpan<byte> b = expected.Data.Span;
        if (a.SequenceEqual(b))
        {
            return null;
        }

        int count = (int)TensorValue.CountElements(got.Shape);
        int differing = 0;
        int worst = -1;
        double worstExcess = double.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            double x = ElementReader.Real(type, a, i);
            double y = ElementReader.Real(type, b, i);
            double difference = x.Equals(y) || x == y ? 0 : Math.Abs(x - y);
            if (double.IsFinite(difference))
            {
                LargestError = Math.Max(LargestError, difference);
            }

            if (!tolerance.Allows(x, y))
            {
                differing++;
                double excess = double.IsNaN(difference) ? double.PositiveInfinity : difference;
                if (excess > worstExcess)
                {
                    worst = i;
                    worstExcess = excess;
                }
            }
        }

        if (worst < 0)
        {
            return null;
        }

        double golden = ElementReader.Real(type, b, worst);
        string apart = double.IsFinite(worstExcess)
            ? string.Create(CultureInfo.InvariantCulture, $"{RoundError(worstExcess)} apart, {RoundError(tolerance.Allowed(golden))} allowed; ")
            : "";
        return new ValueMismatch(
            true,
            $"at {at}{Index(worst, got.Shape)}: got {ElementReader.Format(type, a, worst)}, expected {ElementReader.Format(type, b, worst)} ({apart}{differing} of {count} elements differ)",
            ToleranceHelps: double.IsFinite(worstExcess));
    }

    private static string Index(int index, IReadOnlyList<long> shape)
    {
        long[] position = new long[shape.Count];
        long rest = index;
        for (int i = shape.Count - 1; i >= 0; i--)
        {
            (rest, position[i]) = Math.DivRem(rest, shape[i]);
        }

        return $"[{string.Join(',', position)}]";
    }

    private static string Where(string at) => at.Length == 0 ? "" : $"at {at}: ";

    private static string Name(SampleValue value) => value is OptionalValue ? "missing optional" : value.Kind;

    private static string Keys(MapValue map) => "{" + string.Join(',', map.Items.Keys.Take(10)) + (map.Items.Count > 10 ? ",…" : "") + "}";

    private static string Quote(ReadOnlyMemory<byte> text)
    {
        string decoded = Encoding.UTF8.GetString(text.Span[..Math.Min(text.Length, 120)]);
        return "'" + decoded.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + (text.Length > 120 ? "…'" : "'");
    }
}
