using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Safetensors;

namespace ModelPack.Core.Tests.Safetensors;

public sealed class SafetensorsReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FactsAreThoseOfTheHeader()
    {
        SafetensorsFacts facts = SafetensorsReader.Read(_folder.Write("a.safetensors", SafetensorsFile.Tiny));

        Assert.Equal(["a", "b"], facts.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["F32", "F4"], facts.Tensors.Select(tensor => tensor.ElementType));
        Assert.Equal([2L, 2L], facts.Tensors[0].Shape);
        Assert.Equal(8, facts.Parameters);
        Assert.Equal("pt", facts.Metadata["format"]);
    }

    [Theory]
    [InlineData("""{}""", 0)]
    [InlineData("""{"t":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"t":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"late":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"early":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1],"extra":[{}]}}""", 2)]
    [InlineData("""{"__metadata__":null,"t":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[0,3]}}""", 3)]
    public void UnusualButValidFilesAreRead(string header, int data)
    {
        string path = _folder.Write("a.safetensors", SafetensorsFile.Make(header, data));

        Assert.NotNull(SafetensorsReader.Read(path));
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""[]""", 0, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":1}""", 0, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8,16]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsHeader)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, DiagnosticCodes.SafetensorsOffsets)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, DiagnosticCodes.SafetensorsOffsets)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, DiagnosticCodes.SafetensorsOffsets)]
    [InlineData("""{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, DiagnosticCodes.SafetensorsSize)]
    [InlineData("""{"t":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}""", 2, DiagnosticCodes.SafetensorsSize)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2,18446744073709551614],"data_offsets":[0,16]}}""", 16, DiagnosticCodes.SafetensorsOverflow)]
    [InlineData("""{"t":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,16]}}""", 16, DiagnosticCodes.SafetensorsOverflow)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, DiagnosticCodes.SafetensorsIncomplete)]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, DiagnosticCodes.SafetensorsIncomplete)]
    public void InvalidHeadersAreNamed(string header, int data, string code) => Assert.Equal(code, Error(SafetensorsFile.Make(header, data)).Code);

    [Fact]
    public void LengthsThatCannotBeAreNamed()
    {
        Problem empty = Error([]);
        Problem beyond = Error(SafetensorsFile.Make("{}"u8.ToArray(), 0, length: 3));
        Problem huge = Error(SafetensorsFile.Make("{}"u8.ToArray(), 0, length: ulong.MaxValue));
        Problem binary = Error(SafetensorsFile.Make([0xff], 0));

        Assert.Equal(DiagnosticCodes.SafetensorsTooSmall, empty.Code);
        Assert.Equal(DiagnosticCodes.SafetensorsHeaderLength, beyond.Code);
        Assert.Equal(DiagnosticCodes.SafetensorsHeaderLength, huge.Code);
        Assert.Equal(DiagnosticCodes.SafetensorsHeader, binary.Code);
    }

    /// <summary>The length of 640 begins with the bytes of a pickle.</summary>
    [Theory]
    [InlineData(640)]
    [InlineData(1152)]
    public void HeaderLengthThatLooksLikeAPickleIsNone(int length)
    {
        string path = _folder.Write("a.safetensors", SafetensorsFile.Make("{}".PadRight(length), 0));

        Assert.Empty(SafetensorsReader.Read(path).Tensors);
        Assert.Equal(ModelFormat.Safetensors, ModelFormatDetector.Detect(path));
    }

    [Fact]
    public void OtherFilesAreNamedAsWhatTheyAre()
    {
        Assert.Equal(DiagnosticCodes.ModelIsPickle, Error([0x80, 4, .. "N."u8]).Code);
        Assert.Equal(DiagnosticCodes.ModelIsHtml, Error("<html></html>"u8.ToArray()).Code);
    }

    [Fact]
    public void EveryThirdPartyFileHasTheOutcomeThatTheIndexStates()
    {
        foreach (IReadOnlyDictionary<string, string> row in TestData.Index().Where(row => row["path"].EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            string path = TestData.Get(row["path"]);
            string expected = row["expected"];
            if (!expected.StartsWith("invalid", StringComparison.Ordinal))
            {
                Assert.NotNull(SafetensorsReader.Read(path));
                continue;
            }

            Problem problem = Assert.Throws<ModelPackException>(() => SafetensorsReader.Read(path)).Problem;
            Assert.Contains(expected.Contains("overlap", StringComparison.Ordinal) ? "overlap" : expected.Split("::")[1], problem.Message, StringComparison.Ordinal);
        }
    }

    private Problem Error(byte[] content)
    {
        string path = _folder.Write("a.safetensors", content);
        Problem problem = Assert.Throws<ModelPackException>(() => SafetensorsReader.Read(path)).Problem;
        Assert.Equal(path, problem.File);
        return problem;
    }
}
