using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class OnnxElementTypesTests
{
    [Fact]
    public void EveryTypeHasANameThatReadsBack()
    {
        foreach (OnnxElementType type in Enum.GetValues<OnnxElementType>().Where(type => type != OnnxElementType.Undefined))
        {
            string? name = OnnxElementTypes.NameOf(type);

            Assert.Equal(type.ToString().ToLowerInvariant(), name);
            Assert.Equal(type, OnnxElementTypes.Parse(name));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(int.MaxValue)]
    public void NumbersThatOnnxHasNotGivenOutHaveNoName(int number)
    {
        Assert.Null(OnnxElementTypes.NameOf((OnnxElementType)number));
        Assert.Null(OnnxElementTypes.BytesOf((OnnxElementType)number, 1));
    }

    [Theory]
    [InlineData(OnnxElementType.Float, 3, 12L)]
    [InlineData(OnnxElementType.Int4, 3, 2L)]
    [InlineData(OnnxElementType.UInt2, 5, 2L)]
    [InlineData(OnnxElementType.Complex128, 1, 16L)]
    [InlineData(OnnxElementType.Bool, 0, 0L)]
    [InlineData(OnnxElementType.String, 1, null)]
    [InlineData(OnnxElementType.Double, long.MaxValue, null)]
    public void SizesAreThoseOfPackedElements(OnnxElementType type, long elements, long? bytes) => Assert.Equal(bytes, OnnxElementTypes.BytesOf(type, elements));
}
