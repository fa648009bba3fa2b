namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>Contents of shards: noise, as weights are.</summary>
internal static class Noise
{
    /// <summary>Big enough to be linked and to be worked on by a thread of its own.</summary>
    public const int Large = 1_200_000;

    public static byte[] Of(int seed, int size = Large)
    {
        byte[] bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Flips one bit of a file in place, through all its names.</summary>
    public static void FlipBit(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        int value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 1));
    }

    /// <summary>Shortens a file in place by one byte.</summary>
    public static void Truncate(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite);
        stream.SetLength(stream.Length - 1);
    }
}
