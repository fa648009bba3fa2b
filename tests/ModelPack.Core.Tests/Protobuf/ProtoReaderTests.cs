using ModelPack.Core.Protobuf;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Protobuf;

public sealed class ProtoReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FieldsAreReadInAnyOrderAndOthersSkipped()
    {
        byte[] bytes = new ProtoWriter().Text(300, "unknown").Float(9, 1).Text(2, "two").Double(10, 1).Varint(1, -1).ToArray();

        List<int> fields = [];
        string? text = null;
        ulong number = 0;
        Read(bytes, reader =>
        {
            while (reader.Next())
            {
                fields.Add(reader.Field);
                text = reader.Field == 2 ? reader.ReadText() : text;
                number = reader.Field == 1 ? reader.Value : number;
            }
        });

        Assert.Equal([300, 9, 2, 10, 1], fields);
        Assert.Equal("two", text);
        Assert.Equal(ulong.MaxValue, number);
    }

    [Fact]
    public void NumbersMayBeLongerThanNeeded()
    {
        byte[] bytes = new ProtoWriter().RawVarint(1 << 3, bytes: 5).RawVarint(7, bytes: 10).ToArray();

        ulong number = 0;
        Read(bytes, reader => number = reader.Next() ? reader.Value : 0);

        Assert.Equal(7ul, number);
    }

    [Fact]
    public void PackedAndSingleNumbersReadAlike()
    {
        byte[] bytes = new ProtoWriter().PackedVarints(1, 3, 300).Varint(1, 5).PackedVarints(1).ToArray();

        List<ulong> numbers = [];
        Read(bytes, reader =>
        {
            while (reader.Next())
            {
                while (reader.NextPacked(out ulong value))
                {
                    numbers.Add(value);
                }
            }
        });

        Assert.Equal([3, 300, 5], numbers);
    }

    [Fact]
    public void GroupsAreSkipped()
    {
        byte[] bytes = new ProtoWriter().Tag(4, 3).Varint(1, 2).Tag(5, 3).Text(1, "in").Tag(5, 4).Tag(4, 4).Varint(6, 1).ToArray();

        int field = 0;
        Read(bytes, reader => field = reader.Next() ? reader.Field : 0);

        Assert.Equal(6, field);
    }

    [Fact]
    public void MessagesAreEnteredAndLeft()
    {
        byte[] bytes = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "in").Text(3, "not read")).Varint(4, 1).ToArray();

        string? inner = null;
        int after = 0;
        Read(bytes, reader =>
        {
            reader.Next();
            reader.Enter();
            reader.Next();
            inner = reader.ReadText();
            reader.Leave();
            reader.Next();
            after = reader.Field;
        });

        Assert.Equal("in", inner);
        Assert.Equal(4, after);
    }

    [Fact]
    public void LengthBeyondTheFileIsTruncated()
        => AssertFault(ProtoFault.Truncated, new ProtoWriter().Tag(1, 2).RawVarint(long.MaxValue).Raw(1, 2).ToArray());

    [Fact]
    public void LengthOfAllOnesIsTruncated()
        => AssertFault(ProtoFault.Truncated, new ProtoWriter().Tag(1, 2).RawVarint(ulong.MaxValue).ToArray());

    [Fact]
    public void LengthBeyondTheMessageIsDamage()
        => AssertFault(ProtoFault.Damaged, new ProtoWriter().Message(1, new ProtoWriter().Tag(1, 2).RawVarint(100)).Raw(new byte[200]).ToArray());

    [Theory]
    [InlineData(new byte[] { 0x00, 0x00 })]
    [InlineData(new byte[] { 0x0c })]
    [InlineData(new byte[] { 0x0e })]
    [InlineData(new byte[] { 0x0b, 0x14 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    public void NonsenseIsDamage(byte[] bytes) => AssertFault(ProtoFault.Damaged, bytes);

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x08 })]
    [InlineData(new byte[] { 0x08, 0x80 })]
    [InlineData(new byte[] { 0x0d, 0x00, 0x00, 0x00 })]
    [InlineData(new byte[] { 0x09, 0x00 })]
    [InlineData(new byte[] { 0x0b, 0x10 })]
    public void EveryCutIsTruncated(byte[] bytes) => AssertFault(ProtoFault.Truncated, bytes);

    [Fact]
    public void NestingBeyondTheLimitIsRefused()
    {
        ProtoWriter message = new();
        for (int i = 0; i < 200; i++)
        {
            message = new ProtoWriter().Message(1, message);
        }

        AssertFault(ProtoFault.TooDeep, message.ToArray());
    }

    [Fact]
    public void GroupsBeyondTheLimitAreRefused()
    {
        ProtoWriter groups = new();
        for (int i = 0; i < 200; i++)
        {
            groups.Tag(1, 3);
        }

        AssertFault(ProtoFault.TooDeep, groups.ToArray());
    }

    [Fact]
    public void TextBeyondTheLimitIsRefused()
    {
        byte[] bytes = new ProtoWriter().Text(15, new string('a', 500)).Text(15, new string('b', 600)).ToArray();

        AssertFault(ProtoFault.TooMuchText, bytes, textLimit: 1000);
    }

    [Fact]
    public void InvalidUtf8IsReplaced()
    {
        byte[] bytes = new ProtoWriter().Bytes(1, [(byte)'a', 0xff]).ToArray();

        string? text = null;
        Read(bytes, reader => text = reader.Next() ? reader.ReadText() : null);

        Assert.Equal("a\ufffd", text);
    }

    private void AssertFault(ProtoFault fault, byte[] bytes, long textLimit = 1 << 20)
    {
        ProtoFormatException e = Assert.Throws<ProtoFormatException>(() => Read(bytes, ReadAll, textLimit));

        Assert.Equal(fault, e.Fault);
    }

    private static void ReadAll(ProtoReader reader)
    {
        while (reader.Next())
        {
            if (reader.IsBytes && reader.Field == 15)
            {
                reader.ReadText();
            }
            else if (reader.IsBytes)
            {
                reader.Enter();
                ReadAll(reader);
                reader.Leave();
            }
        }
    }

    private void Read(byte[] bytes, Action<ProtoReader> read, long textLimit = 1 << 20)
    {
        using FileWindow file = new(_folder.Write("message.pb", bytes));
        read(new ProtoReader(file, textLimit));
    }
}
