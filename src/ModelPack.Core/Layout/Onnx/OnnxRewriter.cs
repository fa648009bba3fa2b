using System.Numerics;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>
/// Writes an <c>.onnx</c> whose large tensors lie elsewhere. Every byte is the author's but for the references, and the lengths of the messages
/// around them: what a reader of protobuf does not know, or orders otherwise, stays. The same map and places give the same bytes.
/// </summary>
public static class OnnxRewriter
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes the graph.</summary>
    /// <param name="map">The author's model, unchanged since the map was read.</param>
    /// <param name="where">Where a tensor lies; asked more than once.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The model cannot be read, or changed its size.</exception>
    public static void Write(OnnxTensorMap map, Func<MovableTensor, TensorLocation> where, Stream output, CancellationToken cancellationToken)
    {
        using FileStream input = new(map.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4 * 1024);
        if (input.Length != map.Length)
        {
            throw new IOException($"'{map.Path}' was changed while it was packed.");
        }

        SpliceWriter writer = new(input, output, new byte[BufferSize], cancellationToken);
        long[] lengths = Lengths(map, where, out _);
        for (int i = 0; i < lengths.Length; i++)
        {
            OnnxMessage message = map.Messages[i];
            writer.CopyTo(message.Prefix.Start);
            writer.WriteVarint((ulong)lengths[i]);
            writer.Skip(message.Prefix.End);
            byte[] reference = message.Edit is { } edit ? TensorReference.Of(edit, where) : [];
            foreach (ByteRange cut in message.Edit?.Cuts ?? [])
            {
                writer.CopyTo(cut.Start);
                writer.Write(reference);
                writer.Skip(cut.End);
                reference = [];
            }
        }

        writer.CopyTo(map.Length);
        writer.Flush();
    }

    /// <summary>How many bytes <see cref="Write"/> would write; reads nothing.</summary>
    /// <param name="map">The author's model.</param>
    /// <param name="where">Where a tensor lies.</param>
    public static long Size(OnnxTensorMap map, Func<MovableTensor, TensorLocation> where)
    {
        Lengths(map, where, out long growth);
        return map.Length + growth;
    }

    /// <summary>The new lengths of the messages.</summary>
    private static long[] Lengths(OnnxTensorMap map, Func<MovableTensor, TensorLocation> where, out long growth)
    {
        growth = 0;
        long[] lengths = [.. map.Messages.Select(message => message.Length)];

        // Messages inside come behind those around them.
        for (int i = lengths.Length - 1; i >= 0; i--)
        {
            OnnxMessage message = map.Messages[i];
            if (message.Edit is { } edit)
            {
                lengths[i] += TensorReference.Of(edit, where).Length - edit.Cuts.Sum(cut => cut.Length);
            }

            long grown = lengths[i] - message.Length + VarintSize(lengths[i]) - message.Prefix.Length;
            if (message.Parent < 0)
            {
                growth += grown;
            }
            else
            {
                lengths[message.Parent] += grown;
            }
        }

        return lengths;
    }

    private static int VarintSize(long value) => (BitOperations.Log2((ulong)value) / 7) + 1;
}
