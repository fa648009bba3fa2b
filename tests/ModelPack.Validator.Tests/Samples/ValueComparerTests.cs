using System.Text;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Samples;

public sealed class ValueComparerTests
{
    [Theory]
    [InlineData(1f, 1f, true)]
    [InlineData(1f, 1.0009f, true)]
    [InlineData(1f, 1.0011f, false)]
    [InlineData(0f, 0.000009f, true)]
    [InlineData(0f, 0.000011f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.MaxValue, float.PositiveInfinity, false)]
    [InlineData(0f, -0f, true)]
    public void RealNumbersMayBeOffByTheTolerance(float got, float expected, bool equal) =>
        Assert.Equal(equal, Compare(Floats([1], got), Floats([1], expected)) is null);

    [Fact]
    public void TheElementThatIsFurthestOffIsTold()
    {
        ValueMismatch? mismatch = Compare(Floats([2, 2], 1, 2, 3, 4), Floats([2, 2], 1, 2.5f, 5, 4));

        Assert.Equal("at [1,0]: got 3, expected 5 (2 apart, 0.005 allowed; 2 of 4 elements differ)", mismatch?.What);
        Assert.True(mismatch?.ValuesDiffer);
    }

    [Fact]
    public void ANumberThatIsNoneIsFurthestOff()
    {
        ValueMismatch? mismatch = Compare(Floats([2], 1, float.NaN), Floats([2], 100, 5));

        Assert.Equal("at [1]: got NaN, expected 5 (2 of 2 elements differ)", mismatch?.What);
    }

    [Fact]
    public void IntegersAreEqualOrNot()
    {
        Assert.Null(Compare(Int64s(long.MaxValue), Int64s(long.MaxValue)));
        Assert.Equal(
            $"at [0]: got {long.MaxValue}, expected {long.MaxValue - 1} (1 apart, integers must be equal)",
            Compare(Int64s(long.MaxValue), Int64s(long.MaxValue - 1))?.What);
    }

    [Fact]
    public void UnusedBitsOfTheLastByteDoNotCount()
    {
        TensorValue a = new(OnnxElementType.Int4, [3], new byte[] { 0x21, 0x03 });
        TensorValue b = new(OnnxElementType.Int4, [3], new byte[] { 0x21, 0xF3 });
        TensorValue c = new(OnnxElementType.Int4, [3], new byte[] { 0x21, 0xFF });

        Assert.Null(Compare(a, b));
        Assert.Equal("at [2]: got 3, expected -1 (4 apart, integers must be equal)", Compare(a, c)?.What);
    }

    [Fact]
    public void StringsAreEqualOrNot() =>
        Assert.Equal("at [1]: got 'b', expected 'B'", Compare(Strings("a", "b"), Strings("a", "B"))?.What);

    [Fact]
    public void ShapesAndTypesMustBeEqual()
    {
        Assert.Equal("has the shape [2], expected [1,2]", Compare(Floats([2], 1, 2), Floats([1, 2], 1, 2))?.What);
        Assert.Equal("is of the type float, expected int64", Compare(Floats([1], 1), Int64s(1))?.What);
        Assert.Equal("is a tensor, expected a sequence", Compare(Floats([1], 1), new SequenceValue([]))?.What);
        Assert.False(Compare(Floats([2], 1, 2), Floats([1, 2], 1, 2))?.ValuesDiffer);
    }

    [Fact]
    public void SequencesAndMapsNameThePlace()
    {
        SequenceValue got = new([Map(("a", 1), ("b", 2))]);

        Assert.Null(Compare(got, new SequenceValue([Map(("b", 2), ("a", 1))])));
        Assert.StartsWith("at [0]['b'][]: got 2, expected 3", Compare(got, new SequenceValue([Map(("a", 1), ("b", 3))]))?.What, StringComparison.Ordinal);
        Assert.Equal("at [0]: has the keys {a,b}, expected {a,c}", Compare(got, new SequenceValue([Map(("a", 1), ("c", 3))]))?.What);
        Assert.Equal("has 1 items, expected 0", Compare(got, new SequenceValue([]))?.What);
    }

    [Fact]
    public void TheLargestErrorIsKeptEvenWhereItIsAllowed()
    {
        ValueComparer comparer = new(Tolerance.Default);

        comparer.Compare(Floats([3], 100, 5, float.NaN), Floats([3], 100.0625f, 5, float.NaN));
        comparer.Compare(Floats([1], 1), Floats([1], 1.0005f));

        Assert.Equal(0.0625, comparer.LargestError);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0012345, 0.0012)]
    [InlineData(0.0019999, 0.002)]
    [InlineData(123.4, 120)]
    [InlineData(1e-9, 1e-9)]
    public void ErrorsAreRecordedToTwoDigits(double error, double recorded) => Assert.Equal(recorded, ValueComparer.RoundError(error));

    [Theory]
    [InlineData(OnnxElementType.Float8E4M3FN, 0x7E, 448)]
    [InlineData(OnnxElementType.Float8E4M3FN, 0x01, 0.001953125)]
    [InlineData(OnnxElementType.Float8E4M3FN, 0xFF, double.NaN)]
    [InlineData(OnnxElementType.Float8E4M3FNUZ, 0x7F, 240)]
    [InlineData(OnnxElementType.Float8E4M3FNUZ, 0x80, double.NaN)]
    [InlineData(OnnxElementType.Float8E5M2, 0x7B, 57344)]
    [InlineData(OnnxElementType.Float8E5M2, 0xFC, double.NegativeInfinity)]
    [InlineData(OnnxElementType.Float8E5M2, 0x7D, double.NaN)]
    [InlineData(OnnxElementType.Float8E5M2FNUZ, 0x7F, 57344)]
    [InlineData(OnnxElementType.Float8E8M0, 127, 1)]
    [InlineData(OnnxElementType.Float4E2M1, 0x7, 6)]
    [InlineData(OnnxElementType.Float4E2M1, 0x9, -0.5)]
    public void SmallFloatsAreReadAsTheirSpecificationsSay(OnnxElementType type, byte bits, double value)
    {
        Assert.Equal(value, SmallFloats.Decode(type, bits));
        Assert.Equal(value, SmallFloats.Decode(type, SmallFloats.Encode(type, value)));
    }

    private static ValueMismatch? Compare(SampleValue got, SampleValue expected) => new ValueComparer(Tolerance.Default).Compare(got, expected);

    private static TensorValue Floats(long[] shape, params float[] values) => new(OnnxElementType.Float, shape, TinyModels.ToBytes(values));

    private static TensorValue Int64s(params long[] values) => new(OnnxElementType.Int64, [values.Length], values.SelectMany(BitConverter.GetBytes).ToArray());

    private static TensorValue Strings(params string[] values) => new([values.Length], [.. values.Select(value => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value))]);

    private static MapValue Map(params (string Key, float Value)[] items)
    {
        SortedDictionary<string, SampleValue> values = new(StringComparer.Ordinal);
        foreach ((string key, float value) in items)
        {
            values[key] = Floats([], value);
        }

        return new MapValue(OnnxElementType.String, values);
    }
}
