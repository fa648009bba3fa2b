using System.Buffers.Binary;
using System.Text;

namespace ModelPack.Core.Tests.Safetensors;

/// <summary>Makes safetensors files.</summary>
internal static class SafetensorsFile
{
    /// <summary>Two tensors, one of them sub-byte, and a text.</summary>
    public static byte[] Tiny => Make(
        """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F4","shape":[4],"data_offsets":[16,18]}}""",
        18);

    public static byte[] Make(string header, int dataBytes) => Make(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] Make(byte[] header, int dataBytes, ulong? length = null)
    {
        byte[] file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length ?? (ulong)header.Length);
        header.CopyTo(file, 8);
        return file;
    }
}
