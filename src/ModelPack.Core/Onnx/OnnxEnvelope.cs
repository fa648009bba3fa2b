using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>What the outermost fields of a file say about whether it is an ONNX model. Nothing inside the fields is read, save the first byte of the graph.</summary>
internal sealed class OnnxEnvelope
{
    /// <summary>Fields of other formats that are enough to stop looking.</summary>
    private const int MaxStrangers = 16;

    private bool _irVersion;
    private int _strangers;

    private OnnxEnvelope()
    {
    }

    /// <summary>Whether there is a graph.</summary>
    public bool HasGraph { get; private set; }

    /// <summary>Whether it looks like a TensorFlow graph: nodes in field 1, as messages.</summary>
    public bool LooksLikeTensorFlow { get; private set; }

    /// <summary>Why the outermost fields cannot be read, where they cannot.</summary>
    public ProtoFormatException? Fault { get; private set; }

    /// <summary>Whether it is an ONNX model, if perhaps a damaged one.</summary>
    public bool IsOnnx => HasGraph || (Fault is { Fault: ProtoFault.Truncated } && _irVersion && _strangers == 0);

    /// <summary>Reads the outermost fields.</summary>
    /// <param name="file">The file.</param>
    public static OnnxEnvelope Read(FileWindow file)
    {
        OnnxEnvelope envelope = new();
        ProtoReader reader = new(file);
        try
        {
            while (envelope._strangers <= MaxStrangers && reader.Next())
            {
                envelope.See(file, reader);
            }
        }
        catch (ProtoFormatException e)
        {
            // Not rethrown: whether the fault matters depends on what the file claims to be.
            envelope.Fault = e;
            envelope.HasGraph |= e.Fault == ProtoFault.Truncated && reader.Field == OnnxFields.Model.Graph && envelope is { _irVersion: true, _strangers: 0 };
        }

        return envelope;
    }

    private void See(FileWindow file, ProtoReader reader)
    {
        switch (reader.Field)
        {
            case OnnxFields.Model.IrVersion when reader.IsVarint:
                _irVersion = true;
                break;
            case OnnxFields.Model.IrVersion when reader.IsBytes:
                LooksLikeTensorFlow |= IsNodeDef(file, reader.Start, reader.Length);
                _strangers++;
                break;
            case OnnxFields.Model.Graph when reader.IsBytes && (_irVersion || reader.Length == 0 || IsGraphKey(file[reader.Start])):
                HasGraph = true;
                break;
            case OnnxFields.Model.ModelVersion:
                _strangers += reader.IsVarint ? 0 : 1;
                break;
            case <= OnnxFields.Model.Functions when !reader.IsBytes:
                _strangers++;
                break;
        }
    }

    // TensorFlow's NodeDef begins with two texts: name, then operator.
    private static bool IsNodeDef(FileWindow file, long start, long length)
        => length > 4 && file[start] == 0x0a && file[start + 1] is var name && name < 0x80 && length > 2 + name && file[start + 2 + name] == 0x12;

    // All fields of a graph are messages or text with numbers from 1 to 16; only 1 to 15 have a key of one byte.
    private static bool IsGraphKey(byte key) => (key & 7) == 2 && key >> 3 is 1 or 2 or 5 or >= 10 and <= 15;
}
